export { createOpenAI } from './openai.ts';
