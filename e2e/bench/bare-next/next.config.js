export default { agentRules: false, images: { unoptimized: true } }
