import { AppError } from '../../core/index.ts';

const refuse = (message: string): AppError =>
  new AppError('input.invalid', `${message} If it is the text of a post, put all of it in quotes.`);

const lead = '^(?:please )?(?:(?:write|draft|make|create|prepare|post) )?(?:me |us )?(?:an? |the |some )?';
const networks = 'LinkedIn|Facebook|Instagram|TikTok|Mastodon|Threads|Bluesky|YouTube|Reddit|WhatsApp|Telegram';

/** What people ask of a post and no draft can be: by how the words begin. */
const others: readonly (readonly [RegExp, string])[] = [
  [
    new RegExp(`${lead}threads?\\b(?! of\\b)`, 'i'),
    'Threads are not possible: each post stands by itself. Ask for one post for each part.',
  ],
  [
    new RegExp(`${lead}(?:poll|survey)\\b\\s*(?:[:,]|about\\b|on\\b)`, 'i'),
    'Polls are not possible, only posts of text.',
  ],
  [
    new RegExp(`${lead}(?:post )?with (?:an? |the )?(?:image|picture|photo|video|gif)s?\\b`, 'i'),
    'Pictures and videos are not possible, only posts of text and links.',
  ],
  [
    /^(?:reply|answer|respond|retweet|repost|quote)\b(?=[\s\S]*@\w|\s+to\b|\s+(?:it|this|that|the)\b)/i,
    'Answers and reposts are not possible, only posts of our own.',
  ],
  [new RegExp(`^(?:[^.!?:]{0,40}\\b)?(?:on|to|for|auf) (?:${networks})\\b`, 'i'), 'Posts go to X only.'],
  [
    /^(?:make|turn|rewrite|translate|shorten|lengthen|improve|change|edit|fix|correct) (?:it|this|that|them|the (?:last|first|second|third|latest)|draft)\b/i,
    'Drafts are not kept, so there is nothing to change. Say the brief anew with your wish, or copy a draft and change it.',
  ],
  [
    /^how (?:many|much|often) (?:followers?|likes?|views?|posts?|reposts?|impressions?)\b/i,
    'Figures of the account are not known here. Look at the account on X.',
  ],
];

/** Words that ask for something else than drafts are answered with what can be done. */
export function checkIsBrief(words: string): void {
  const found = others.find(([pattern]) => pattern.test(words.trim()));
  if (found) throw refuse(found[1]);
}

const kept =
  /^(?:the\s+)?(?:first|second|third|fourth|last|latest|1st|2nd|3rd|4th|number \d|draft|no\.? ?\d)(?:\s+(?:draft|one|version|post|text|\d))?$|^draft\s*#?\d$|^(?:it|this|that|them|now)$/i;

/** “The second draft” is the text of no post. */
export function checkIsPost(words: string): void {
  if (!kept.test(words.trim().replace(/[.!]+$/, ''))) return;
  throw new AppError(
    'input.invalid',
    `Drafts are not kept, so “${words.trim().slice(0, 60)}” names no text. Copy the draft: post publish “…”.`,
    { fields: { text: 'is the text itself' } },
  );
}
