export { createGitLab, type GitLabSettings } from './gitlab.ts';
