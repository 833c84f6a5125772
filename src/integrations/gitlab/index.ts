export { createGitLab } from './gitlab.ts';
