/**
 * Runs beside the page, on the sound thread: cuts what the microphone hears into frames of 50 ms and says of each whether somebody
 * speaks. Loud is what stands out from the quietest that was heard lately.
 */

const FRAME_S = 0.05;
const LEAST_DB = -52;
const ABOVE_DB = 12; // above the floor
const RISE_DB = 0.15; // a frame, of the floor
const FALL_DB = 3;
const LEARNED = 6; // frames from which the first floor is taken

class Ear extends AudioWorkletProcessor {
  constructor() {
    super();
    this.size = Math.round(FRAME_S * sampleRate);
    this.frame = new Float32Array(this.size);
    this.at = 0;
    this.floor = 0;
    this.seen = 0;
  }

  process([input]) {
    const samples = input[0];
    if (!samples) return true;
    for (let index = 0; index < samples.length; index += 1) {
      this.frame[this.at] = samples[index];
      this.at += 1;
      if (this.at === this.size) this.give();
    }
    return true;
  }

  give() {
    let power = 0;
    for (const sample of this.frame) power += sample * sample;
    const level = 10 * Math.log10(power / this.size + 1e-10);
    const isLoud = this.isLoud(level);
    const { frame } = this;
    this.frame = new Float32Array(this.size);
    this.at = 0;
    this.port.postMessage({ frame, isLoud, level }, [frame.buffer]);
  }

  isLoud(level) {
    this.seen += 1;
    if (this.seen <= LEARNED) {
      this.floor = Math.min(this.floor, level);
      return false;
    }
    const isLoud = level > Math.max(this.floor + ABOVE_DB, LEAST_DB);
    this.floor += Math.min(Math.max(level - this.floor, -FALL_DB), RISE_DB);
    return isLoud;
  }
}

registerProcessor("ear", Ear);
