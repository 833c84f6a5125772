/** Loaded into the program that the launcher starts: when the launcher is killed, the program is asked to stop. */
process.channel?.unref();
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
