// XMLHttpRequest on fetch, as far as engine.io-client 1 polls and chat.io's SDK uploads with it: binary answers, forms.

export class BinaryXMLHttpRequest {
  readyState = 0;
  status = 0;
  responseType = "";
  withCredentials = false;
  upload = {};
  #headers = {};
  #answered = new Headers();
  #abort = new AbortController();

  open(method, address) {
    Object.assign(this, { method, address, readyState: 1 });
  }

  setRequestHeader(name, value) {
    this.#headers[name] = value;
  }

  getResponseHeader(name) {
    return this.#answered.get(name);
  }

  send(body) {
    fetch(this.address, { method: this.method, headers: this.#headers, body: body ?? undefined, signal: this.#abort.signal })
      .then(async (answer) => {
        const bytes = await answer.arrayBuffer();
        this.upload.onprogress?.({ loaded: 1, total: 1 });
        this.#answered = answer.headers;
        this.status = answer.status;
        this.response = this.responseType === "arraybuffer" ? bytes : new TextDecoder().decode(bytes);
        if (this.responseType !== "arraybuffer") this.responseText = this.response;
        this.#end(this.onload);
      })
      .catch((failure) => this.#end(failure.name === "AbortError" ? this.onabort : this.onerror));
  }

  abort() {
    this.#abort.abort();
  }

  #end(handler) {
    this.readyState = 4;
    this.onreadystatechange?.();
    handler?.call(this);
    this.onloadend?.();
  }
}
