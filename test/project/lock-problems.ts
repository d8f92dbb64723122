import { z } from 'zod'

const Versions = z.record(z.string(), z.string()).default({})

export const Manifest = z.object({ dependencies: Versions, devDependencies: Versions })
export type Manifest = z.infer<typeof Manifest>

export const Lock = z.object({
  lockfileVersion: z.literal(3),
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      resolved: z.string().optional(),
      integrity: z.string().optional(),
      dev: z.boolean().optional(),
      dependencies: Versions,
      devDependencies: Versions,
      optionalDependencies: Versions,
    }),
  ),
})
export type Lock = z.infer<typeof Lock>

const PLATFORMS = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64']
const EXACT = /^\d+\.\d+\.\d+(-[\w.]+)?$/

/** What would make `npm ci` fail, or install something else, on another machine. */
export function lockProblems(manifest: Manifest, { packages }: Lock): readonly string[] {
  const wanted = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })
  const installed = Object.entries(packages).filter(([path]) => path !== '')
  const root = packages['']
  return [
    ...wanted.filter(([, version]) => !EXACT.test(version)).map(([name]) => `${name}: not an exact version`),
    ...wanted
      .filter(([name, version]) => ({ ...root?.dependencies, ...root?.devDependencies })[name] !== version)
      .map(([name]) => `${name}: the lock wants another version than package.json`),
    ...wanted
      .filter(([name, version]) => packages[`node_modules/${name}`]?.version !== version)
      .map(([name]) => `${name}: another version is locked`),
    ...installed
      .filter(([, { integrity }]) => !integrity?.startsWith('sha512-'))
      .map(([path]) => `${path}: no integrity`),
    ...installed
      .filter(([, { resolved }]) => resolved !== undefined)
      .map(([path]) => `${path}: names where it was downloaded from`),
    ...installed.flatMap(([path, { optionalDependencies }]) =>
      missingPlatforms(path, optionalDependencies, packages),
    ),
  ]
}

/** A registry that does not list a platform's package yet makes npm leave it out without a word. */
function missingPlatforms(
  path: string,
  optional: Record<string, string>,
  packages: Lock['packages'],
): readonly string[] {
  const isLocked = (name: string) =>
    Object.keys(packages).some(
      (key) => key === `${path}/node_modules/${name}` || key === `node_modules/${name}`,
    )
  const names = Object.keys(optional)
  const shipsBinaries = names.some((name) => PLATFORMS.some((platform) => name.includes(platform)))
  const unlisted = PLATFORMS.filter((platform) => !names.some((name) => name.includes(platform)))
  return [
    ...names.filter((name) => !isLocked(name)).map((name) => `${path}: ${name} is not in the lock`),
    ...(shipsBinaries ? unlisted.map((platform) => `${path}: nothing for ${platform}`) : []),
  ]
}
