export interface FirstTask {
  agent: string;
  sign: string;
  title: string;
  says: string;
  words: string;
}
export const firstTasks: readonly FirstTask[];
