import { randomInt } from 'node:crypto';
import { randomDigits } from '#lib/crypto.ts';

/** Short words that are hard to mishear or misspell. */
const words = `
  acorn amber anchor apple april arbor aspen atlas autumn badge bagel bamboo banjo basil beacon bench berry birch blanket bloom
  boat brave bread breeze brick bridge broom bucket button cabin candle canoe canyon carpet castle cedar cello chalk cherry cider
  cinnamon circle clay cliff clover cobalt cocoa compass copper coral corner cotton cradle crayon cricket crystal curtain daisy dawn
  delta denim desert dolphin door dragon drum eagle early echo elbow ember engine fabric falcon feather fennel fern fiddle field
  finch flame flint forest fossil fox garden garlic ginger glacier globe golden granite grape gravel guitar hammer harbor harvest
  hazel helmet heron hollow honey horizon igloo indigo island ivory jacket jasmine jungle kayak kettle kitchen kite ladder lagoon
  lantern laurel lemon lilac linen lizard lobster lotus magnet mango maple marble meadow melon mint mirror mitten moss mountain
  nectar needle nickel north nutmeg oasis ocean olive onion opal orange orchard otter paddle panda paper parrot pebble pencil pepper
  piano pickle pillow pine planet plum pocket pond poppy porch potato prairie pumpkin quarry quartz quilt rabbit radish raven ribbon
  river robin rocket saddle saffron salmon sandal satin shadow silver slate spoon spruce squirrel star stone summer sunset swan
  table tango teapot thimble thunder ticket tiger timber tomato topaz tower tulip tunnel turtle umbrella valley vanilla velvet
  violet violin walnut water whale wheat willow window winter wizard wool yellow zebra zephyr`
  .trim()
  .split(/\s+/);

/** A password that can be read out: four words and six figures, about 50 random bits. Made anew for each installation. */
export function newPassword(): string {
  const chosen = Array.from({ length: 4 }, () => words[randomInt(words.length)]);
  return `${chosen.join('-')}-${randomDigits(6)}`;
}
