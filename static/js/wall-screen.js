// The screen as a whole: size of everything, light or dark, black, full screen, and kept awake while it is looked at.
const root = document.documentElement
const SMALLEST = 0.6
const LARGEST = 2

class WallScreen extends HTMLElement {
  connectedCallback() {
    this.listeners = new AbortController()
    const { signal } = this.listeners
    // First of all listeners: a screen that is black shows itself again, whatever is pressed, and nothing else happens.
    document.addEventListener('wall-command', event => this.obey(event), { signal, capture: true })
    document.addEventListener('visibilitychange', () => this.stayAwake(), { signal })
    if (!document.fullscreenEnabled) document.querySelector('[data-command="fullscreen"]')?.remove()
    this.resize(0)
    this.stayAwake()
  }

  disconnectedCallback() {
    this.listeners.abort()
    this.lock?.release()
  }

  obey(event) {
    const { name } = event.detail
    if (root.hasAttribute('data-blank')) {
      event.stopImmediatePropagation()
      this.blank(false)
    } else if (name === 'blank') this.blank(true)
    else if (name === 'larger') this.resize(0.1)
    else if (name === 'smaller') this.resize(-0.1)
    else if (name === 'scheme') this.switchScheme()
    else if (name === 'fullscreen') this.switchFullscreen()
  }

  blank(isBlank) {
    root.toggleAttribute('data-blank', isBlank)
    const cover = this.querySelector('.wall__blank')
    cover.hidden = !isBlank
    if (isBlank) document.dispatchEvent(new CustomEvent('wall-say', { detail: cover.textContent.trim() }))
  }

  resize(by) {
    const zoom = Math.min(LARGEST, Math.max(SMALLEST, Number(root.dataset.zoom ?? 1) + by || 1))
    if (by) root.dataset.zoom = zoom.toFixed(1)
    root.style.setProperty('--zoom', zoom)
    if (by) document.dispatchEvent(new CustomEvent('wall-resized'))
  }

  switchScheme() {
    const isDark = root.dataset.colorScheme === 'auto'
      ? window.matchMedia('(prefers-color-scheme: dark)').matches
      : root.dataset.colorScheme === 'dark'
    root.dataset.colorScheme = isDark ? 'light' : 'dark'
  }

  // A browser may refuse, and then nothing happens.
  switchFullscreen() {
    if (document.fullscreenElement) document.exitFullscreen()
    else root.requestFullscreen?.().catch(() => {})
  }

  async stayAwake() {
    if (document.visibilityState !== 'visible') return
    try {
      this.lock = await navigator.wakeLock?.request('screen')
    } catch {
      // Low battery, or refused: the machine decides.
    }
  }
}

customElements.define('wall-screen', WallScreen)
