import type { RunProgress } from '../../core/index.ts';
import type { EffectSummary, RunDetails, RunFeedback, RunMessage, StepView } from '../../services/index.ts';

/** All that a run's page tells. */
export interface RunStory {
  run: RunDetails;
  steps: readonly StepView[];
  /** How each of its calls stands. */
  progress: RunProgress;
  effects: readonly EffectSummary[];
  messages: readonly RunMessage[];
  feedback: RunFeedback;
}
