// Shows moments in the time zone of who reads, where the page was written with another one.
const form = {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  timeZoneName: 'short',
};

function localize(root) {
  for (const node of root.querySelectorAll('time[data-local]')) {
    const date = new Date(node.dateTime);
    if (!Number.isNaN(date.getTime())) node.textContent = date.toLocaleString('en-GB', form);
  }
}

localize(document);
document.addEventListener('htmx:after:swap', () => localize(document));
