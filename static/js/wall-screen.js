// The screen as a whole: size of everything, light or dark, black, full screen, and kept awake while it is looked at.
import { hear, tell } from './bus.js';
import { fill } from './words.js';

const root = document.documentElement
const SMALLEST = 0.6
const LARGEST = 1.5

class WallScreen extends HTMLElement {
  connectedCallback() {
    this.listeners = new AbortController()
    const { signal } = this.listeners
    hear('wall-command', ({ name }) => this.obey(name), { signal })
    // A screen that is black shows itself again whatever is done, and nothing else happens.
    this.cover.addEventListener('click', () => this.cover.close(), { signal })
    this.cover.addEventListener('close', () => {
      root.removeAttribute('data-blank')
      tell('wall-blanked', { isBlank: false })
    }, { signal })
    document.addEventListener('visibilitychange', () => this.stayAwake(), { signal })
    if (!document.fullscreenEnabled) document.querySelector('[data-command="fullscreen"]')?.remove()
    this.resize(0)
    this.stayAwake()
  }

  disconnectedCallback() {
    this.listeners.abort()
    this.lock?.release()
  }

  get cover() {
    return this.querySelector('.wall__blank')
  }

  obey(name) {
    if (name === 'blank') this.blank()
    else if (name === 'unblank' && this.cover.open) this.cover.close()
    else if (name === 'larger') this.resize(0.1)
    else if (name === 'smaller') this.resize(-0.1)
    else if (name === 'scheme') this.switchScheme()
    else if (name === 'fullscreen') this.switchFullscreen()
  }

  blank() {
    for (const film of document.querySelectorAll('video')) film.pause()
    root.setAttribute('data-blank', '')
    if (this.cover.open) return
    this.cover.showModal()
    tell('wall-blanked', { isBlank: true })
  }

  resize(by) {
    const zoom = Math.min(LARGEST, Math.max(SMALLEST, Number(root.dataset.zoom ?? 1) + by || 1))
    if (by) root.dataset.zoom = zoom.toFixed(1)
    root.style.setProperty('--zoom', zoom)
    if (!by) return
    tell('wall-resized')
    tell('wall-say', { text: fill(this.dataset.size, { percent: Math.round(zoom * 100) }) })
  }

  switchScheme() {
    const isDark = root.dataset.colorScheme === 'auto'
      ? window.matchMedia('(prefers-color-scheme: dark)').matches
      : root.dataset.colorScheme === 'dark'
    root.dataset.colorScheme = isDark ? 'light' : 'dark'
    tell('wall-say', { text: isDark ? this.dataset.light : this.dataset.dark })
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
