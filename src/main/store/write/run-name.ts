// A readable name for a run that nobody named, in the shape people know from MLflow: adjective-noun-number.

const ADJECTIVES = (
  'able amber ample brave brisk calm candid careful clear clever cosmic crisp curious daring deft eager early earnest ' +
  'fair fearless fine fresh gentle gifted glad golden graceful grand handy happy honest humble keen kind lively loyal lucid ' +
  'lucky mellow merry mighty modest neat nimble noble patient placid polite proud quick quiet rapid rare ready serene ' +
  'sharp silent silver smart smooth steady subtle sunny swift tidy trusty upbeat vivid warm wise witty youthful zesty'
).split(' ')

const NOUNS = (
  'ant auk badger bass bat bear beaver bee bird bison boar calf carp cat colt cow crab crane crow deer dog dove duck eel elk ' +
  'falcon fawn finch fish fly foal fowl fox frog gnat goat goose grouse gull hare hawk hen heron horse ibis jay kite koi ' +
  'lamb lark lemur loon lynx mare mink mole moose moth mouse mule newt otter owl ox panda perch pig pike pony pug puma ' +
  'quail ram rat raven robin rook seal shad shark sheep shrew shrimp skunk sloth snail snake sparrow squid stag steed stork ' +
  'swan tern toad trout turtle vole wasp whale wolf wren yak zebra'
).split(' ')

/** Names of three digits are what MLflow gives; clashes are harmless because the id is the identity. */
const NUMBERS = 1_000

export function generateRunName(random: () => number = Math.random): string {
  const pick = (words: readonly string[]): string => words[Math.floor(random() * words.length)] ?? ''
  return `${pick(ADJECTIVES)}-${pick(NOUNS)}-${Math.floor(random() * NUMBERS)}`
}
