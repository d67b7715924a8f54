/**
 * Lets a known number of parties meet: the last to arrive runs the action, then all go on. A party that gives up calls
 * `leave`, so that the others do not wait for it.
 */
export class Barrier {
  #waiting = [];

  constructor(parties, action) {
    this.parties = parties;
    this.action = action;
  }

  arrive() {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#check();
    });
  }

  leave() {
    this.parties -= 1;
    this.#check();
  }

  #check() {
    if (this.#waiting.length === 0 || this.#waiting.length < this.parties) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    this.action().then(
      () => waiting.forEach(({ resolve }) => resolve()),
      (problem) => waiting.forEach(({ reject }) => reject(problem)),
    );
  }
}
