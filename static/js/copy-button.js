// Copies the text, or what stands in the field, of the element its «data-from» names. Without scripts, or where the
// browser has no clipboard for us, there is no button: people mark and copy.
const SAID_FOR = 3000

class CopyButton extends HTMLElement {
  connectedCallback() {
    if (!navigator.clipboard) return this.remove()
    this.listeners = new AbortController()
    this.button = this.querySelector('button')
    this.button.addEventListener('click', () => this.copy(), { signal: this.listeners.signal })
  }

  disconnectedCallback() {
    this.listeners?.abort()
    clearTimeout(this.timer)
  }

  async copy() {
    const from = document.getElementById(this.dataset.from)
    try {
      await navigator.clipboard.writeText(from.value ?? from.textContent.trim())
      this.say(this.dataset.done)
    } catch {
      this.say(this.dataset.failed)
    }
  }

  say(text) {
    this.querySelector('[role="status"]').textContent = text
    clearTimeout(this.timer)
    this.timer = setTimeout(() => { this.querySelector('[role="status"]').textContent = '' }, SAID_FOR)
  }
}

customElements.define('copy-button', CopyButton)
