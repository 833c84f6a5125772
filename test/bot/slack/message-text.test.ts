import { describe, expect, it } from 'vitest';
import { typedText } from '../../../src/bot/slack/message-text.ts';

describe('a message as it was typed', () => {
  it.each([
    ['<@U0BOT> help', 'help'],
    ['<@U0BOT|adjutant>   help', 'help'],
    ['please <@U0BOT> help', 'please   help'],
    ['<@U0BOT> ask <@U0MARIA>', 'ask @U0MARIA'],
    ['&lt;b&gt; &amp;amp;', '<b> &amp;'],
    ['see <https://example.com/x>', 'see https://example.com/x'],
    ['see <http://example.com|example.com>', 'see example.com'],
    ['see <https://example.com/x|our page>', 'see https://example.com/x'],
    ['mail <mailto:a@example.com|a@example.com>', 'mail a@example.com'],
    ['in <#C0ENG|engineering> and <#C0ENG>', 'in #engineering and #C0ENG'],
    ['<!here> and <!subteam^S1|@devs>', '@here and @devs'],
    ['code replace-text find="a &lt; b" replace=&lt;p&gt;', 'code replace-text find="a < b" replace=<p>'],
  ])('%j is %j', (wire, typed) => expect(typedText(wire, 'U0BOT')).toBe(typed));

  it('takes the first mention for the bot where Slack does not say who it is', () => {
    expect(typedText('<@U0ANY> help <@U0OTHER>', undefined)).toBe('help @U0OTHER');
  });
});
