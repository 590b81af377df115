import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { Field } from '#components/ui/field.tsx';
import { controlClass } from '#components/ui/input.tsx';
import { Sheet, SheetCell } from '#components/ui/sheet.tsx';

export interface CodeFormProps {
  /** As typed before. */
  code: string;
  problem: string | null;
}

/** One field for the code of a device. A plain form: it works without script. */
export function CodeForm({ code, problem }: CodeFormProps) {
  return (
    <Sheet width="narrow" aria-labelledby="device">
      <form action="/device/code">
        <SheetCell className="grid gap-4">
          <div>
            <h1 id="device" className="text-22">
              Let a device use your line
            </h1>
            <p className="mt-1 max-w-[60ch] text-muted">A television or another device without a browser shows a code. Type it here.</p>
          </div>
          <Field id="code" label="Code on the device" description="Eight letters. Case, spaces and the dash do not matter." error={problem}>
            {(control) => (
              <input
                {...control}
                name="code"
                type="text"
                defaultValue={code}
                maxLength={32}
                required
                autoComplete="off"
                autoCapitalize="characters"
                spellCheck={false}
                className={cn(controlClass, 'min-h-14 max-w-96 px-3 py-2 text-center font-mono text-28 font-medium tracking-[0.1em] uppercase')}
              />
            )}
          </Field>
        </SheetCell>
        <div className="flex flex-wrap items-center gap-2 bg-sunken px-6 py-4 max-sm:px-4 sm:rounded-b-card">
          <Button type="submit" variant="primary" className="min-h-10 min-w-28 max-sm:flex-1">
            Find the device
          </Button>
          <p className="ml-2 min-w-0 text-13 text-muted max-sm:mt-1 max-sm:ml-0 max-sm:basis-full">Next you see which device and which app it is. Nothing is allowed yet.</p>
        </div>
      </form>
    </Sheet>
  );
}
