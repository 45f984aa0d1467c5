// The connection over which events come: one for all who watch, since browsers allow a host only six.

const kinds = ['run', 'removed', 'progress', 'metrics', 'history'];
const patience = 3000;

export class LiveSource {
  constructor() {
    /** The names of the runs that each viewer wants the lines of, by the function that it is told with. */
    this.viewers = new Map();
    this.source = null;
    this.named = new Set();
  }

  /** @param tell is called with a kind and what came: an event's, `begin` when everything has to be loaded, `state` */
  add(tell, runs) {
    this.viewers.set(tell, runs);
    if (this.isOpen && runs.every((run) => this.named.has(run))) {
      tell('state', 'open');
      tell('begin');
    } else {
      this.connect();
    }
  }

  remove(tell) {
    this.viewers.delete(tell);
    if (this.viewers.size > 0) return;
    clearTimeout(this.retry);
    this.close(this.following);
    this.close(this.source);
    this.source = null;
  }

  get isOpen() { return this.source?.readyState === EventSource.OPEN; }

  connect() {
    clearTimeout(this.retry);
    this.close(this.following);
    if (!this.isOpen) this.close(this.source);
    const named = new Set([...this.viewers.values()].flat());
    const query = [...named].map((name) => `run=${encodeURIComponent(name)}`).join('&');
    const source = new EventSource(`/api/events${query ? `?${query}` : ''}`);
    // What is there goes on until the new one stands, so that no event is lost; some come twice.
    this.following = source;
    if (!this.isOpen) this.tell('state', 'connecting');
    source.addEventListener('open', () => this.opened(source, named));
    source.addEventListener('error', () => this.failed(source));
    for (const kind of kinds) source.addEventListener(kind, (event) => this.tell(kind, JSON.parse(event.data)));
  }

  opened(source, named) {
    const isReplacing = this.isOpen && this.source !== source;
    const known = isReplacing ? this.named : new Set();
    if (this.source !== source) this.close(this.source);
    [this.source, this.following, this.named] = [source, null, named];
    for (const [tell, runs] of this.viewers) {
      tell('state', 'open');
      if (!isReplacing || !runs.every((run) => known.has(run))) tell('begin');
    }
  }

  failed(source) {
    if (source !== this.source && source !== this.following) return;
    const isRefused = source.readyState === EventSource.CLOSED;
    if (!this.isOpen) this.tell('state', isRefused ? 'lost' : 'connecting');
    // Browsers try again by themselves, unless the connection was refused.
    if (isRefused) this.retry = setTimeout(() => { if (this.viewers.size > 0) this.connect(); }, patience);
  }

  tell(kind, value) {
    for (const tell of this.viewers.keys()) tell(kind, value);
  }

  close(source) {
    source?.close();
    if (source === this.following) this.following = null;
  }
}
