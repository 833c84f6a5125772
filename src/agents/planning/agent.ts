import { defineAgent } from '../../core/index.ts';

export const agent = defineAgent({
  name: 'planning',
  alias: 'plan',
  title: 'Planning',
  purpose: 'Breaks goals into work, finds dates and the critical path, and turns plans into GitLab issues.',
  takesWords: 'make-plan',
  calls: {
    plan: 'plan pläne projektplan zeitplan roadmap timeline gantt gantt-chart schedule work-breakdown breakdown project-plan critical-path milestone-plan',
    task: 'task aufgabe aufgaben step milestone work-package estimate duration deadline end-date',
    issue: 'issue ticket work-item gitlab-issue',
    holiday: 'holiday vacation absent away leave off',
  },
});
