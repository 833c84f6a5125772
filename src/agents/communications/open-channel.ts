import { AppError, type Channel, type Context } from '../../core/index.ts';

const refuse = (message: string): AppError => new AppError('input.invalid', message, { fields: { channel: message } });

/** A channel in which we can speak. What is in the way is said before anybody is asked to approve something. */
export async function requireOpenChannel(name: string, { channels }: Context): Promise<Channel> {
  const channel = await channels.find(name);
  if (!channel) {
    throw refuse(
      `There is no channel “${name.slice(0, 80)}” that I can see. Check its name; in a private channel type /invite @Adjutant first.`,
    );
  }
  if (channel.isOpen) return channel;
  throw refuse(`I am not in #${channel.name}. Type /invite @Adjutant there, then ask again.`);
}
