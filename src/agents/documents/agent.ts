import { defineAgent } from '../../core/index.ts';

export const agent = defineAgent({
  name: 'documents',
  alias: 'docs',
  title: 'Documents',
  purpose: 'Keeps files with their text, so that plans, leads and merge requests can be made from them.',
});
