// The sound of a clock whose time is out, for those who have asked for it.
let audio

const isOn = () => document.documentElement.dataset.sound === 'on'

// Sound has to be made ready while somebody presses something.
export function prepareSound() {
  if (isOn()) audio ??= new AudioContext()
}

// Two soft notes, each fading away.
export async function ring() {
  if (!isOn()) return
  audio ??= new AudioContext()
  await audio.resume()
  for (const [frequency, delay] of [[523.25, 0], [392, 0.5]]) {
    const start = audio.currentTime + delay
    const note = new OscillatorNode(audio, { frequency })
    const volume = new GainNode(audio, { gain: 0 })
    volume.gain.linearRampToValueAtTime(0.2, start + 0.05)
    volume.gain.exponentialRampToValueAtTime(0.001, start + 2)
    note.connect(volume).connect(audio.destination)
    note.start(start)
    note.stop(start + 2)
  }
}
