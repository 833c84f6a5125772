const network =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|EIDLETIMEOUT)\b/;
const certificate = /\b(UNABLE_TO_\w+|SELF_SIGNED_CERT\w*|DEPTH_ZERO_SELF_SIGNED_CERT|CERT_HAS_EXPIRED|ERR_TLS_\w+)\b/;
const again = 'then start again';

/** What npm's output means to the person who reads it, the likeliest cause first. */
const faults = [
  [/\bENOSPC\b/, () => `The disk is full: the packages need about 600 MB. Free some space, ${again}.`],
  [/\bEROFS\b/, () => `A folder is read-only: clone Adjutant into a folder that can be written, ${again}.`],
  [
    /Your cache folder contains root-owned files/,
    () => `npm's cache belongs to another user: run "sudo chown -R $(id -u) ~/.npm", ${again}.`,
  ],
  [/\b(EACCES|EPERM)\b/, (_, log) => `npm may not write ${pathIn(log) ?? 'a folder'}: make it yours, ${again}.`],
  [
    certificate,
    ([code]) => `The certificate of the package registry is not trusted here (${code}): set npm's "cafile", ${again}.`,
  ],
  [
    /\bE(401|403)\b/,
    ([code]) =>
      `The package registry refuses access (${code.slice(1)}): check "npm config get registry" and your login there, ${again}.`,
  ],
  [
    /\b(E404|ETARGET|ENOVERSIONS)\b/,
    (_, log) =>
      `The package registry does not have ${packageIn(log) ?? 'a package'}: check "npm config get registry", ${again}.`,
  ],
  [
    /\bEINTEGRITY\b/,
    () => `A downloaded package is not the one that the lockfile names: run "npm cache clean --force", ${again}.`,
  ],
  [
    /\bEUSAGE\b[\s\S]*in sync/,
    () =>
      'package.json and package-lock.json do not fit together: run "git checkout package-lock.json", or "npm install" if you changed package.json.',
  ],
  [/\bENOTEMPTY\b|\bEBUSY\b/, () => `Another program uses node_modules: end it, ${again}.`],
  [
    network,
    ([code]) =>
      `The package registry cannot be reached (${code}): check the network and npm's proxy settings, ${again}.`,
  ],
];

/** npm only warns, and ends well, when files of a package could not be written. */
export const isTruncated = (text) => truncated.test(text);
const truncated = /^npm warn tar TAR_\w*ERROR/im;

const isFault = (line) => /^npm (error|ERR!)/.test(line) || truncated.test(line);

/** One sentence from npm's error lines; its other lines also name faults that it overcame. */
export function npmFault({ code, signal, text, file }) {
  const errors = text.split('\n').filter(isFault).join('\n');
  const found = faults.map(([pattern, say]) => [errors.match(pattern), say]).find(([match]) => match);
  const sentence = found ? found[1](found[0], errors) : unknown(code, signal);
  return file ? `${sentence}\nnpm's full log: ${file}` : sentence;
}

function unknown(code, signal) {
  if (signal === 'SIGKILL') return `npm was killed, most likely for want of memory: free some, ${again}.`;
  return `The packages could not be installed (npm ended with ${signal ?? code}): read the log, ${again}.`;
}

const pathIn = (log) => log.match(/npm (?:error|ERR!) path (.+)/)?.[1];
const packageIn = (log) => log.match(/((?:@[\w.-]+\/)?[\w.-]+@[\w.^~-]*\w)/)?.[1];
