/**
 * Words that people build passwords from, as leaked lists show year after year. The least length is 15 characters,
 * so single words never pass anyway: they matter as the parts of `password12345678` or `welcome2quarterdeck`.
 */
export const COMMON_WORDS: readonly string[] = `
password passwort passwd pass passphrase secret geheim motdepasse contrasena mima mypassword default changeme change
letmein welcome welkom willkommen bienvenue login signin access master admin administrator root toor superuser super
user username guest test testing tester demo sample example temp temporary oracle mysql postgres redis memcached cache
database server system network cisco windows linux ubuntu debian centos docker kubernetes cloud aliyun alibaba jdcloud
kingsoft ksyun operator operations devops office company corporate internet computer laptop keyboard monitor mobile
iphone android samsung google facebook twitter linkedin youtube amazon microsoft apple github gitlab
love iloveyou loveyou lovely loveme woaini woaini1314 sweet sweetheart honey darling princess prince queen king angel
baby babygirl babe beauty beautiful pretty sunshine sunny flower rainbow butterfly cookie chocolate cheese coffee
summer winter spring autumn monday tuesday wednesday thursday friday saturday sunday january february march april
june july august september october november december
football soccer baseball basketball hockey tennis golf cricket rugby liverpool arsenal chelsea manchester barcelona
realmadrid juventus yankees cowboys lakers steelers eagles tigers panthers dolphins chicago boston london paris berlin
beijing shanghai shenzhen hangzhou guangzhou china america england germany france
dragon monkey tiger lion eagle falcon phoenix wolf shadow panther horse dolphin kitty kitten puppy doggie snoopy
pokemon pikachu starwars superman batman spiderman ironman avengers naruto matrix trustno trustnoone whatever nothing
ninja samurai warrior knight wizard killer hunter ranger soldier sniper assassin pirate hacker
michael jordan jennifer jessica michelle nicole ashley daniel andrew joshua matthew robert thomas charlie george
hannah amanda samantha anthony william richard david james john jack maria anna peter paul mark alex martin
freedom forever family friends friend happy lucky money million dollar business success power energy strong
mustang ferrari porsche mercedes corvette harley toyota honda yamaha
hello hellohello goodbye blink metallica nirvana slipknot zxcvbn qwerty qwertz azerty asdfgh qazwsx qweasd zaq
abcdef hunter2 correct horse battery staple please enter open sesame abracadabra hockey merlin orange banana cherry
purple silver golden yellow black white green blue red
`
  .trim()
  .split(/\s+/)

/** Passwords of 15 characters or more that are famous as a whole. */
export const COMMON_PHRASES: readonly string[] = `
correcthorsebatterystaple thisismypassword thisisapassword thisisnotapassword iloveyouforever iloveyousomuch
mypasswordispassword passwordispassword ihatepasswords idontknowmypassword iforgotmypassword forgotmypassword
enteryourpassword changethispassword pleasechangeme tobeornottobe maytheforcebewithyou thequickbrownfox
thequickbrownfoxjumps loremipsumdolorsitamet opensesameopensesame letmeinletmeinletmein nopasswordrequired
supersecretpassword mysupersecretpassword verysecurepassword thisissecure123 winteriscoming123 administratoradmin
youshallnotpass onceuponatime1234 jesuslovesyou123 ilovemyfamily1234 trustnobodytrust qwertyuiopasdfghjklzxcvbnm
`
  .trim()
  .split(/\s+/)

/** Rows of keyboards and alphabets whose runs are one guess, forwards or backwards. */
export const SEQUENCES: readonly string[] = [
  'abcdefghijklmnopqrstuvwxyzabcdef',
  '01234567890123456789',
  'qwertyuiop[]',
  'asdfghjkl;',
  'zxcvbnm,./',
  'qwertzuiop',
  'yxcvbnm',
  'azertyuiop',
  'qsdfghjklm',
  'wxcvbn',
  '!@#$%^&*()_+',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/',
  '1q2w3e4r5t6y7u8i9o0p',
  'q1w2e3r4t5y6u7i8o9p0',
  'qazwsxedcrfvtgbyhnujmikolp',
]
