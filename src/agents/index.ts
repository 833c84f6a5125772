export { ruleInWords } from './communications/rule-words.ts';
export * from './graph/index.ts';
export { registry } from './registry.ts';
