// A film that is shown by someone else: nothing is asked of them before the reader does.
class FilmEmbed extends HTMLElement {
  connectedCallback() {
    this.querySelector('button').addEventListener('click', this)
  }

  disconnectedCallback() {
    this.querySelector('button')?.removeEventListener('click', this)
  }

  handleEvent() {
    const frame = document.createElement('iframe')
    frame.className = 'film-player__video'
    frame.title = this.dataset.title
    frame.allow = 'fullscreen; encrypted-media; picture-in-picture'
    // The host learns which site asks, which some require, and not which page.
    frame.referrerPolicy = 'strict-origin'
    frame.sandbox = 'allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-presentation'
    frame.src = this.dataset.src
    this.querySelector('.film-embed__ask').replaceWith(frame)
    frame.focus()
  }
}

customElements.define('film-embed', FilmEmbed)
