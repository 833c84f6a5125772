import { defineAgent } from '../../core/index.ts';

export const agent = defineAgent({
  name: 'identity',
  title: 'Identity',
  purpose: 'Says who you are here: your roles and the projects that you may use.',
  calls: { me: 'i role permission right rights allowed account login logged-in access admin' },
});
