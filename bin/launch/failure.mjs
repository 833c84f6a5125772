/** Something that a person can mend: shown as one sentence, without a stack. */
export class LaunchFailure extends Error {}

/** Runs a command's main function and ends the process with what it returns. */
export async function finishWith(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    if (!(error instanceof LaunchFailure)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
