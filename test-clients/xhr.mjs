// XMLHttpRequest on fetch, as far as phoenix.js's LongPoll uses it.

export class XMLHttpRequest {
  readyState = 0;
  status = 0;
  responseText = "";
  timeout = 0;
  #headers = {};
  #abort = new AbortController();

  open(method, url) {
    Object.assign(this, { method, url, readyState: 1 });
  }

  setRequestHeader(name, value) {
    this.#headers[name] = value;
  }

  send(body) {
    const timer = this.timeout && setTimeout(() => this.#end(this.ontimeout), this.timeout);
    fetch(this.url, { method: this.method, headers: this.#headers, body: body ?? undefined, signal: this.#abort.signal })
      .then(async (response) => {
        this.responseText = await response.text();
        this.status = response.status;
        this.#end();
      })
      .catch(() => this.#end(this.onerror))
      .finally(() => clearTimeout(timer));
  }

  abort() {
    this.#end();
  }

  // Browsers reach readyState 4 first, also on an error, and only then tell what it was.
  #end(handler) {
    if (this.readyState === 4) return;
    this.readyState = 4;
    this.#abort.abort();
    this.onreadystatechange?.();
    handler?.call(this);
  }
}
