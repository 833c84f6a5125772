export { createSalesforce } from './salesforce.ts';
export { createSessions } from './session.ts';
