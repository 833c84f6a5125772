import type { Life } from './life.ts';

/** What is sent at a later time, to a vendor that takes a double without a word. */
export const livesOfLater: Record<string, Omit<Life, 'of'>> = {
  'sent in its time': {
    steps: ['approve', 'send', 'begin', 'send', 'send'],
    path: 'approved sending done',
    saw: 'add parcel do',
  },
  withdrawn: { steps: ['approve', 'withdraw', 'begin', 'send'], path: 'approved withdrawn', saw: '' },
  'too late to be sent': { steps: ['approve', 'begin', 'end', 'send', 'expire'], path: 'approved expired', saw: '' },
  'begun in time, and found when it is over': {
    script: ['lose-answer'],
    steps: ['approve', 'begin', 'down', 'send', 'end', 'expire', 'up', 'send'],
    path: 'approved sending done',
    saw: 'add parcel lose-answer, look, look',
  },
  'asked to wait, and sent later': {
    script: ['ask-to-wait'],
    steps: ['approve', 'begin', 'send', 'send'],
    path: 'approved sending done',
    saw: 'add parcel ask-to-wait, look, add parcel do',
  },
  'asked to wait until its time is over': {
    script: ['ask-to-wait'],
    steps: ['approve', 'begin', 'send', 'end', 'expire', 'send', 'send'],
    path: 'approved sending failed',
    saw: 'add parcel ask-to-wait',
  },
  'perhaps sent, and not there': {
    script: ['lose-request'],
    steps: ['approve', 'begin', 'send', 'send', 'drop'],
    path: 'approved sending unknown dropped',
    saw: 'add parcel lose-request, look, look',
  },
  'perhaps sent, not there, and sent again by a person': {
    script: ['lose-request'],
    steps: ['approve', 'begin', 'send', 'send', 'end', 'resend', 'send'],
    path: 'approved sending unknown approved sending done',
    saw: 'add parcel lose-request, look, look, look, add parcel do',
  },
  'killed before the call, and a person says what to do': {
    steps: ['approve', 'begin', 'crash at effect.before-call', 'send', 'resend', 'send'],
    path: 'approved sending unknown approved sending done',
    saw: 'look, look, add parcel do',
  },
  'killed after the call, and found': {
    steps: ['approve', 'begin', 'crash at effect.after-call', 'send'],
    path: 'approved sending done',
    saw: 'add parcel do, look',
  },
};

/** What the vendor makes twice without a word, but never shows too late. */
export const livesOfWaiting: Record<string, Omit<Life, 'of'>> = {
  'still being made when it is looked for': {
    script: ['do-late'],
    steps: ['approve', 'send', 'arrive', 'send'],
    path: 'approved sending done',
    saw: 'add crate do-late, look, look',
  },
  'made just before the limit is over': {
    script: ['do-late'],
    steps: ['approve', 'send', 'send', 'arrive', 'outwaited', 'send'],
    path: 'approved sending done',
    saw: 'add crate do-late, look, look, look',
  },
  'never made, and sent again after the limit': {
    script: ['lose-request'],
    steps: ['approve', 'send', 'send', 'outwaited', 'send'],
    path: 'approved sending done',
    saw: 'add crate lose-request, look, look, look, add crate do',
  },
  'sent again, and waited for anew': {
    script: ['lose-request', 'do-late'],
    steps: ['approve', 'send', 'outwaited', 'send', 'send', 'arrive', 'send'],
    path: 'approved sending done',
    saw: 'add crate lose-request, look, look, add crate do-late, look, look, look',
  },
  'killed before the call, and waited for': {
    steps: ['approve', 'crash at effect.before-call', 'send', 'outwaited', 'send'],
    path: 'approved sending done',
    saw: 'look, look, add crate do',
  },
  'killed before anything was begun': {
    steps: ['approve', 'crash at effect.claimed', 'send'],
    path: 'approved sending done',
    saw: 'look, add crate do',
  },
  'still being made after the last try': {
    script: ['do-late'],
    steps: ['approve', 'last', 'send', 'arrive', 'send'],
    path: 'approved sending done',
    saw: 'look, add crate do-late, look, look',
  },
  'not there when the limit of the last try is over': {
    script: ['lose-request'],
    steps: ['approve', 'last', 'send', 'send', 'outwaited', 'send'],
    path: 'approved sending failed',
    saw: 'look, add crate lose-request, look, look, look',
  },
  'asked to wait, which is no doubt': {
    script: ['ask-to-wait'],
    steps: ['approve', 'send', 'send'],
    path: 'approved sending done',
    saw: 'add crate ask-to-wait, look, add crate do',
  },
};

export const livesOfSingles: Record<string, Omit<Life, 'of'>> = {
  'done at once': { steps: ['approve', 'send'], path: 'approved sending done', saw: 'add box do' },
  'sent twice, done once': { steps: ['approve', 'send', 'send'], path: 'approved sending done', saw: 'add box do' },
  'refused by the vendor': {
    script: ['refuse'],
    steps: ['approve', 'send', 'send'],
    path: 'approved sending failed',
    saw: 'add box refuse',
  },
  'done, though the answer was lost': {
    script: ['lose-answer'],
    steps: ['approve', 'send'],
    path: 'approved sending done',
    saw: 'add box lose-answer, look',
  },
  'lost on its way, and sent again': {
    script: ['lose-request'],
    steps: ['approve', 'send', 'send'],
    path: 'approved sending done',
    saw: 'add box lose-request, look, look, add box do',
  },
  'in doubt, and found later': {
    script: ['lose-answer'],
    steps: ['approve', 'down', 'send', 'send', 'up', 'send'],
    path: 'approved sending done',
    saw: 'add box lose-answer, look, look, look',
  },
  'in doubt for good, and “it is there”': {
    script: ['lose-answer'],
    steps: ['approve', 'down', 'send', 'last', 'send', 'up', 'found', 'send'],
    path: 'approved sending unknown approved sending done',
    saw: 'add box lose-answer, look, look, look',
  },
  'in doubt for good, and “send again”': {
    script: ['lose-request'],
    steps: ['approve', 'down', 'send', 'last', 'send', 'up', 'resend', 'send'],
    path: 'approved sending unknown approved sending done',
    saw: 'add box lose-request, look, look, look, add box do',
  },
  '“send again”, and it was there': {
    script: ['lose-answer'],
    steps: ['approve', 'down', 'send', 'last', 'send', 'up', 'resend', 'send'],
    path: 'approved sending unknown approved sending done',
    saw: 'add box lose-answer, look, look, look',
  },
  '“send again”, and nobody can be asked': {
    script: ['lose-request'],
    steps: ['approve', 'down', 'send', 'last', 'send', 'resend', 'send', 'send', 'last', 'send', 'drop'],
    path: 'approved sending unknown approved sending unknown dropped',
    saw: 'add box lose-request, look, look, look, look, look',
  },
  '“it is there”, and it is not': {
    script: ['lose-request'],
    steps: ['approve', 'down', 'send', 'last', 'send', 'up', 'found', 'send', 'drop'],
    path: 'approved sending unknown approved sending unknown dropped',
    saw: 'add box lose-request, look, look, look',
  },
  'answered oddly, and found': {
    script: ['answer-oddly'],
    steps: ['approve', 'send'],
    path: 'approved sending done',
    saw: 'add box answer-oddly, look',
  },
  'broken by ourselves': {
    script: ['break'],
    steps: ['approve', 'send'],
    path: 'approved sending failed',
    saw: 'add box break, look',
  },
  'planned long ago, so looked for first': {
    steps: ['approve', 'stale', 'send'],
    path: 'approved sending done',
    saw: 'look, add box do',
  },
  rejected: { steps: ['reject', 'send'], path: 'rejected', saw: '' },
  expired: { steps: ['expire', 'send'], path: 'expired', saw: '' },
  undone: {
    steps: ['approve', 'send', 'undo', 'send'],
    path: 'approved sending done undoing undone',
    saw: 'add box do, check, remove box do',
  },
  'built on, and undone when that was taken away': {
    steps: ['approve', 'send', 'build on box', 'undo', 'send', 'clear', 'undo', 'send'],
    path: 'approved sending done undoing done undoing undone',
    saw: 'add box do, check, check, remove box do',
  },
  'refused when it is undone, then undone': {
    script: ['do', 'refuse'],
    steps: ['approve', 'send', 'undo', 'send', 'undo', 'send'],
    path: 'approved sending done undoing done undoing undone',
    saw: 'add box do, check, remove box refuse, check, remove box do',
  },
  'undone after a lost request': {
    script: ['do', 'lose-request'],
    steps: ['approve', 'send', 'undo', 'send', 'send'],
    path: 'approved sending done undoing undone',
    saw: 'add box do, check, remove box lose-request, check, remove box do',
  },
  'undone, though the answer was lost': {
    script: ['do', 'lose-answer'],
    steps: ['approve', 'send', 'undo', 'send', 'send'],
    path: 'approved sending done undoing undone',
    saw: 'add box do, check, remove box lose-answer, check',
  },
  'built on after a lost request to undo it': {
    script: ['do', 'lose-request'],
    steps: ['approve', 'send', 'undo', 'send', 'build on box', 'send'],
    path: 'approved sending done undoing done',
    saw: 'add box do, check, remove box lose-request, check',
  },
  'undone or not, nobody can tell, and left': {
    script: ['do', 'lose-request'],
    steps: ['approve', 'send', 'undo', 'last', 'send', 'drop'],
    path: 'approved sending done undoing failed dropped',
    saw: 'add box do, check, remove box lose-request',
  },
  'undone or not, nobody can tell, and undone': {
    script: ['do', 'lose-answer'],
    steps: ['approve', 'send', 'undo', 'last', 'send', 'undo', 'send'],
    path: 'approved sending done undoing failed undoing undone',
    saw: 'add box do, check, remove box lose-answer, check',
  },
  'nobody can be asked whether it can be undone': {
    steps: ['approve', 'send', 'undo', 'down', 'send', 'last', 'send'],
    path: 'approved sending done undoing done',
    saw: 'add box do, check, check',
  },
  'not undone, as who asked has left': {
    steps: ['approve', 'send', 'undo', 'requester leaves', 'send'],
    path: 'approved sending done undoing done',
    saw: 'add box do',
  },
  'not sent, as who asked has left': {
    steps: ['approve', 'requester leaves', 'send'],
    path: 'approved sending failed',
    saw: '',
  },
  'in doubt, as who asked has left meanwhile': {
    script: ['lose-answer'],
    steps: ['approve', 'down', 'send', 'requester leaves', 'send'],
    path: 'approved sending unknown',
    saw: 'add box lose-answer, look',
  },
};

const whole = 'add box do, add label do, add label do';

export const livesOfComposites: Record<string, Omit<Life, 'of'>> = {
  'done, part after part': {
    steps: ['approve', 'send'],
    path: 'approved sending done',
    parts: ['done', 'done', 'done'],
    saw: 'add box do, add label do, add label do',
  },
  'half done and continued': {
    script: ['do', 'refuse'],
    steps: ['approve', 'send', 'continue', 'send'],
    path: 'approved sending failed approved sending done',
    parts: ['done', 'done', 'done'],
    saw: 'add box do, add label refuse, look, add label do, add label do',
  },
  'half done, continued in vain, and continued': {
    script: ['do', 'refuse', 'refuse'],
    steps: ['approve', 'send', 'continue', 'send', 'continue', 'send'],
    path: 'approved sending failed approved sending failed approved sending done',
    parts: ['done', 'done', 'done'],
    saw: 'add box do, add label refuse, look, add label refuse, look, add label do, add label do',
  },
  'half done and undone': {
    script: ['do', 'do', 'refuse'],
    steps: ['approve', 'send', 'undo', 'send'],
    path: 'approved sending failed undoing undone',
    parts: ['undone', 'undone', 'failed'],
    saw: 'add box do, add label do, add label refuse, check, check, remove label do, check, remove box do',
  },
  'half done and left': {
    script: ['do', 'refuse'],
    steps: ['approve', 'send', 'drop'],
    path: 'approved sending failed dropped',
    parts: ['done', 'failed', 'dropped'],
    saw: 'add box do, add label refuse',
  },
  'not begun': {
    script: ['refuse'],
    steps: ['approve', 'send'],
    path: 'approved sending failed',
    parts: ['failed', 'planned', 'planned'],
    saw: 'add box refuse',
  },
  'rejected, with its parts': {
    steps: ['reject'],
    path: 'rejected',
    parts: ['dropped', 'dropped', 'dropped'],
    saw: '',
  },
  'expired, with its parts': { steps: ['expire'], path: 'expired', parts: ['dropped', 'dropped', 'dropped'], saw: '' },
  'undone half-way, and then all': {
    script: ['do', 'do', 'do', 'do', 'do', 'refuse'],
    steps: ['approve', 'send', 'undo', 'send', 'undo', 'send'],
    path: 'approved sending done undoing failed undoing undone',
    parts: ['undone', 'undone', 'undone'],
    saw: `${whole}, check, check, check, remove label do, check, remove label do, check, remove box refuse, check, remove box do`,
  },
  'not undone with the last try, and left': {
    script: ['do', 'refuse', 'lose-request'],
    steps: ['approve', 'send', 'undo', 'last', 'send', 'drop'],
    path: 'approved sending failed undoing failed dropped',
    parts: ['failed', 'failed', 'dropped'],
    saw: 'add box do, add label refuse, check, remove box lose-request',
  },
  'not undone, and continued': {
    script: ['do', 'refuse', 'refuse'],
    steps: ['approve', 'send', 'undo', 'send', 'continue', 'send'],
    path: 'approved sending failed undoing failed approved sending done',
    parts: ['done', 'done', 'done'],
    saw: 'add box do, add label refuse, check, remove box refuse, look, add label do, add label do',
  },
  'built on in one part: none is taken back': {
    steps: ['approve', 'send', 'build on box', 'undo', 'send'],
    path: 'approved sending done undoing done',
    parts: ['done', 'done', 'done'],
    saw: `${whole}, check, check, check`,
  },
  'half done, built on, and continued': {
    script: ['do', 'refuse'],
    steps: ['approve', 'send', 'build on box', 'undo', 'send', 'continue', 'send'],
    path: 'approved sending failed undoing failed approved sending done',
    parts: ['done', 'done', 'done'],
    saw: 'add box do, add label refuse, check, look, add label do, add label do',
  },
  'built on while the others are taken back': {
    script: ['do', 'do', 'do', 'do-while-built'],
    steps: ['approve', 'send', 'undo', 'send'],
    path: 'approved sending done undoing failed',
    parts: ['done', 'undone', 'undone'],
    saw: `${whole}, check, check, check, remove label do-while-built, check, remove label do, check`,
  },
  'undone, though the answer about one part was lost': {
    script: ['do', 'do', 'do', 'lose-answer'],
    steps: ['approve', 'send', 'undo', 'send', 'send'],
    path: 'approved sending done undoing undone',
    parts: ['undone', 'undone', 'undone'],
    saw: `${whole}, check, check, check, remove label lose-answer, check, check, check, check, remove label do, check, remove box do`,
  },
  'built on after a lost request to undo a part': {
    script: ['do', 'do', 'do', 'lose-request'],
    steps: ['approve', 'send', 'undo', 'send', 'build on box', 'send'],
    path: 'approved sending done undoing done',
    parts: ['done', 'done', 'done'],
    saw: `${whole}, check, check, check, remove label lose-request, check, check, check`,
  },
  'undone or not in one part, nobody can tell': {
    script: ['do', 'do', 'do', 'do', 'lose-request'],
    steps: ['approve', 'send', 'undo', 'last', 'send'],
    path: 'approved sending done undoing failed',
    parts: ['done', 'failed', 'undone'],
    saw: `${whole}, check, check, check, remove label do, check, remove label lose-request`,
  },
  'a part in doubt, “it is there”, and the rest is sent': {
    script: ['do', 'lose-answer'],
    steps: ['approve', 'down', 'last', 'send', 'up', 'found', 'send'],
    path: 'approved sending unknown approved sending done',
    parts: ['done', 'done', 'done'],
    saw: 'add box do, add label lose-answer, look, look, add label do',
  },
  'a part in doubt and left': {
    script: ['do', 'lose-answer'],
    steps: ['approve', 'down', 'last', 'send', 'drop'],
    path: 'approved sending unknown dropped',
    parts: ['done', 'unknown', 'dropped'],
    saw: 'add box do, add label lose-answer, look',
  },
  'a part tried again later': {
    script: ['do', 'lose-request'],
    steps: ['approve', 'send', 'send'],
    path: 'approved sending done',
    parts: ['done', 'done', 'done'],
    saw: 'add box do, add label lose-request, look, look, add label do, add label do',
  },
};
