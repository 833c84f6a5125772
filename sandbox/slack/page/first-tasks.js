/** One first task for each agent, as it is typed behind `/adjutant`. Each works as it stands, in any order. */
export const firstTasks = [
  {
    agent: 'planning',
    sign: '🗓️',
    title: 'Plan a project',
    says: 'Steps, dates, the critical path and a picture of it',
    words: 'plan launch the new website by March 31',
  },
  {
    agent: 'risk',
    sign: '⚖️',
    title: 'Look for its risks',
    says: 'A register with score, owner and what to do, as a heat map',
    words: 'risk the supplier may be late, and Anna leaves in May',
  },
  {
    agent: 'coding',
    sign: '🛠️',
    title: 'Change the code',
    says: 'A merge request in GitLab, once somebody approves it',
    words: 'code replace-text find="# Adjutant" replace="# Hello, Adjutant" paths=README.md',
  },
  {
    agent: 'marketing',
    sign: '📣',
    title: 'Write a post',
    says: 'Drafts with their exact length, published after a second look',
    words: 'post draft a friendly post about our new warehouse dashboard',
  },
  {
    agent: 'sales',
    sign: '🤝',
    title: 'Keep a lead',
    says: 'A contact and a reminder in Salesforce, from your own words',
    words: 'lead met Dana Ortiz from Acme GmbH, dana.ortiz@acme.example, wants a demo next Tuesday',
  },
  {
    agent: 'communications',
    sign: '☕️',
    title: 'Get a daily digest',
    says: 'What was done, what waits and what is at risk, every morning',
    words: 'digest in #general every weekday at 9:00 Europe/Berlin',
  },
];
