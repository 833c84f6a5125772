const hidden = '[hidden]';

/** What people call a thing that opens a door; short ones only where no letter stands before them. */
const called =
  '(?:pass(?:word|phrase|wd|code)|passwor[dt]|kennwort|contraseña|mot de passe|secret|token|credential|(?:api|access|private|secret|account|signing|encryption)[ _-]?key|(?<![a-z0-9])(?:pass|pwd|auth))';
/** Numbered, in the plural, or a part of a longer name: `SECRET_ACCESS_KEY`. */
const longer = '(?:s|\\d{1,9})?(?:[._-]\\w{1,40}){0,3}';
/** With its quotes, of whatever kind; a quote that is never closed hides the rest of the line. */
const value = [
  String.raw`\\"[^"\n]*"?`,
  String.raw`"(?:\\.|[^"\\\n])*"?`,
  String.raw`'(?:\\.|[^'\\\n])*'?`,
  '[“„”][^“”"\\n]*[“”"]?',
  '[‘‚’][^‘’\\n]*[‘’]?',
  '«[^»\\n]*»?',
  '`[^`\\n]*`?',
  '[^\\s]+',
].join('|');

/** What opens a door, by how it looks or by what it is called; the first group stays. */
const secrets: readonly RegExp[] = [
  /()-----BEGIN [A-Z ]{1,60}-----[\s\S]*?(?:-----END [A-Z ]{1,60}-----|$)/g,
  /(:\/\/)[^\s/]+(?=@)/g,
  /(hooks\.slack\.com\/(?:services|workflows|triggers)\/)[^\s"'<>)]+/gi,
  /(discord(?:app)?\.com\/api\/webhooks\/)[^\s"'<>)]+/gi,
  /(webhook\.office\.com\/)[^\s"'<>)]+/gi,
  /([?&;](?:sig|signature|x-amz-[\w-]{1,40}|code|key|auth)=)[^\s&#"'<>)]+/gi,
  /(\bbearer\s+)[^\s"']+/gi,
  /(\bauthorization\\?["'”’]?\s{0,9}[=:]\s{0,9}\\?["'“‘]?(?:basic|digest|token|negotiate|ntlm|apikey)\s+)[^\s"']+/gi,
  /(\bauthorization\\?["'”’]?\s{0,9}[=:]\s{0,9}\\?["'“‘]?)(?!(?:basic|bearer|digest|token|negotiate|ntlm|apikey)\b)[^\s"']{8,}/gi,
  new RegExp(`(<${called}${longer}>)[^<]+`, 'gi'),
  new RegExp(`(--?${called}${longer}\\s+)(?:${value})`, 'gi'),
  new RegExp(`(${called}${longer}\\\\?["'”’]?\\s{0,9}[=:]{1,2}>?\\s{0,9})(?:${value})`, 'gi'),
  /()(?<![A-Za-z0-9])(?:gl[a-z]{2,8}-|gh[pousr]_|github_pat_|xox[a-z]-|xapp-|sk-|AKIA|ASIA|AIza|ya29\.|eyJ)[\w.-]{8,}/g,
  /()(?<![A-Za-z0-9])(?:(?:sk|rk|pk)_(?:live|test)_|whsec_|npm_|hf_|pypi-|shpat_|dop_v1_|lin_api_|SG\.)[\w.-]{8,}/g,
  // Long, and of all kinds of signs: nobody writes such a word.
  /()(?<![\w/+-])(?=[\w+-]{0,200}\d)(?=[\w+-]{0,200}[a-z])(?=[\w+-]{0,200}[A-Z])[\w+-]{32,}={0,2}/g,
];

/** A text in which nothing stands any more that opens a door to who reads it. */
export const withoutSecrets = (text: string): string =>
  secrets.reduce((rest, secret) => rest.replace(secret, (_whole, before: string) => `${before}${hidden}`), text);
