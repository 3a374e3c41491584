/** Something, an at sign, and a host with a dot: the rest is found out by whoever sends mail there. */
export const EMAIL_PATTERN = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/
