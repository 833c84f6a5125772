import { AppError } from '../../core/index.ts';

const refuse = (message: string): AppError =>
  new AppError('input.invalid', `${message} If it is the text of a post, put all of it in quotes.`);

const lead = '^(?:please )?(?:(?:write|draft|make|create|prepare|post) )?(?:me |us )?(?:an? |the |some )?';
const networks = 'LinkedIn|Facebook|Instagram|TikTok|Mastodon|Threads|Bluesky|YouTube|Reddit|WhatsApp|Telegram';

const changes =
  '(?:please )?(?:make|turn|rewrite|reword|translate|shorten|lengthen|improve|change|edit|update|revise|fix|correct)';
const kind = '(?:the|my|our|your) (?:last|first|second|third|latest|previous)\\b';
const ours = '(?:(?:the|my|our|your|a|last|latest|previous) )?(?:posts?|tweets?|drafts?)(?: #?\\d{1,9})?';

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
    new RegExp(
      `^${changes}(?:\\s+(?:(?:it|this|that|them|draft)\\b|${kind}|${ours}(?:\\s+(?:about|on|of|from|to|so|and|again|with|in|by|please)\\b|[\\s.!?:,]{0,9}$))|[\\s.!?]{0,9}$)`,
      'i',
    ),
    'Drafts are not kept, and what is out is not changed, so there is nothing to change. Say the brief anew with your wish, or copy a draft and change it.',
  ],
  [
    /^(?:please )?(?:(?:list|show|see|display|what|which|where)(?: (?:me|us|is|are|do we have))?(?: (?:all|the|my|our|your|any|last|latest|recent|scheduled|planned|waiting|pending|open|published))*(?: (?:posts?|tweets?|drafts?|timeline))?(?: (?:is|are))?(?: (?:scheduled|planned|waiting|pending|there|published|out))?|posts|drafts|tweets)[\s.!?]*$/i,
    'Drafts are not kept, and posts are not listed here. What waits for approval or for its time stands in the console under Approvals; what is out, on X.',
  ],
  [
    /^(?:hello|hi|hey|hallo|hola|moin|help|hilfe|thanks|thank you|danke|ok|okay|test)[\s.!?]*$/i,
    'That names no news. Say in a sentence what the post should tell: “post our shop opens on Friday”.',
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
