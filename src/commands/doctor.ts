import { styleText } from 'node:util'
import { Command } from 'commander'
import { readConfig } from '../config/parse-config.ts'
import { createLog } from '../telemetry/create-log.ts'
import { diagnose } from './doctor/diagnose.ts'
import { reportInWords } from './doctor/report.ts'

/** `doctor`: what is wrong, and what to do about it. */
export const doctorCommand = (): Command =>
  new Command('doctor')
    .description('check everything that can be set up wrongly: what was found, and how to mend it')
    .option('--json', 'print facts as JSON: {ok, findings: [{check, level, found, fix}]}')
    .addHelpText(
      'after',
      '\nReads and asks, and changes nothing: neither the workspace nor the database. With a language model it makes\n' +
        'one small call to each model. Works beside a running service, and without one.\n' +
        'Exits 0 when nothing failed, 1 when something did, 2 when the configuration is wrong.',
    )
    .action(doctor)

const PLAIN_COLUMNS = 110
const LEAVE_AFTER_MS = 500

async function doctor({ json }: { readonly json?: boolean }): Promise<void> {
  const { findings, exitCode } = await diagnose(readConfig(process.env), {
    log: createLog('warn', process.stderr),
    ...(process.stderr.isTTY && { onProgress: showProgress }),
  })
  process.stdout.write(
    json
      ? `${JSON.stringify({ ok: exitCode === 0, findings })}\n`
      : `${reportInWords(findings, { columns: process.stdout.columns ?? PLAIN_COLUMNS, paint })}\n`,
  )
  process.exitCode = exitCode
  // What a check was waiting for in vain would hold the process.
  setTimeout(() => process.exit(), LEAVE_AFTER_MS).unref()
}

/** No colour where nobody sees it, nor with NO_COLOR. */
const paint: Parameters<typeof reportInWords>[1]['paint'] = (style, text) =>
  styleText(style, text, { stream: process.stdout })

const CLEAR_LINE = '\r\u001b[2K'

/** One line that replaces itself, and is gone before the report. */
function showProgress(left: readonly string[]): void {
  const line = left.length > 0 ? `Looking at: ${left.join(', ')}` : ''
  process.stderr.write(`${CLEAR_LINE}${line.slice(0, (process.stderr.columns ?? 80) - 1)}`)
}
