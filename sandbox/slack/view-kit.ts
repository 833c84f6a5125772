import { checkBlocks, type Fault } from './block-kit.ts';
import { plainText } from './block-kit-elements.ts';
import { all, boolean, identifier, isJson, list, oneOf, type Rule, shape, string } from './block-kit-rules.ts';

const anything: Rule = () => undefined;
const metadata = { callback_id: string(255, 0), external_id: identifier, private_metadata: string(3000, 0) };
const submitForInputs: Rule = (value, pointer, faults) => {
  if (!isJson(value) || !Array.isArray(value.blocks) || value.submit !== undefined) return;
  if (value.blocks.some((block) => isJson(block) && block.type === 'input'))
    faults.push({ pointer, message: 'missing required field: submit (a view with input blocks needs it)' });
};
const modal: Rule = all(
  shape(
    { type: oneOf('modal'), title: plainText(24), blocks: list(anything, 100, 0) },
    {
      ...metadata,
      submit: plainText(24),
      close: plainText(24),
      clear_on_close: boolean,
      notify_on_close: boolean,
      submit_disabled: boolean,
    },
  ),
  submitForInputs,
);
const home: Rule = shape({ type: oneOf('home'), blocks: list(anything, 100, 0) }, metadata);

/** Every fault of a modal or home view, its blocks included. */
export function checkView(view: unknown, surface: 'modal' | 'home' = 'modal'): Fault[] {
  const faults: Fault[] = [];
  (surface === 'modal' ? modal : home)(view, '/view', faults);
  if (isJson(view) && Array.isArray(view.blocks)) faults.push(...checkBlocks(view.blocks, surface, '/view/blocks'));
  return faults;
}
