/** Builds an element. Strings become text nodes: nothing that comes from a message is ever parsed as HTML. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (name === 'class') node.className = value;
    else if (name in node && typeof value !== 'string') node[name] = value;
    else node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.flat().filter((child) => child !== undefined && child !== null));
  return node;
}

/** A link that leads only to the web or to mail, never to script. */
export function link(url, label) {
  const isSafe = /^(https?:|mailto:)/i.test(url);
  if (!isSafe) return document.createTextNode(label ?? url);
  return el('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, label ?? url);
}

/** Brings a list up to date and leaves alone what did not change, so that half-typed fields stay. */
export function reconcile(list, items, render) {
  const known = new Map([...list.children].map((node) => [node.dataset.key, node]));
  const nodes = items.map(({ key, ...item }) => {
    const print = JSON.stringify(item);
    const old = known.get(key);
    if (old?.dataset.print === print) return old;
    const node = render(item);
    Object.assign(node.dataset, { key, print });
    return node;
  });
  const same = nodes.length === list.children.length && nodes.every((node, index) => node === list.children[index]);
  if (!same) list.replaceChildren(...nodes);
}

export const time = (ts) => new Date(Number(ts) * 1000).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });

export function day(ts) {
  const date = new Date(Number(ts) * 1000);
  if (date.toDateString() === new Date().toDateString()) return 'Today';
  return date.toLocaleDateString([], { weekday: 'long', day: 'numeric', month: 'long' });
}

/** Nothing is left to be told: what it spoke of is there. */
export function hush() {
  document.getElementById('toast').hidden = true;
}

let toastTimer;
export function toast(text) {
  const node = document.getElementById('toast');
  clearTimeout(toastTimer);
  node.textContent = text;
  node.hidden = false;
  node.onclick = hush;
  toastTimer = setTimeout(hush, 6000);
}
