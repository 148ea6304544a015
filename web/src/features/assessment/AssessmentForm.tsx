import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import type { Assessment } from "../../api/contract";
import { marks, t } from "../../app/language";
import { announce } from "../../ui/announce";
import { ActionFault } from "../../ui/ErrorState";
import { MergedNote } from "../../ui/Clash";
import { time } from "../../ui/format";
import { SaveWords } from "../../ui/SaveWords";
import { byCriterion, countAnswered } from "./answers";
import { FigureQuestion } from "./FigureQuestion";
import { LastStep } from "./LastStep";
import { useAssessment } from "./useAssessment";

interface Props { round: number; entry: number; assessment: Assessment }

/** One criterion a screen, then a last screen with what is still open. */
export function AssessmentForm({ round, entry, assessment }: Props) {
  const editable = assessment.may;
  const form = useAssessment(round, entry, assessment);
  const steps = byCriterion(assessment.items);
  const firstOpen = steps.findIndex((s) => countAnswered(s.items, form.value) < s.items.length);
  const [step, setStep] = useState(editable ? (firstOpen < 0 ? steps.length : firstOpen) : 0);
  const submit = useMutation({ mutationFn: form.submit, onSuccess: () => announce(t("assess.submitted")) });
  const asked = steps.flatMap((s) => s.items);
  const done = countAnswered(asked, form.value);
  const total = asked.length;
  const go = (to: number) => { setStep(to); window.scrollTo(0, 0); };
  const current = steps[step];
  return (
    <div className="assessment">
      {assessment.submitted_at && <p className="notice">{t("assess.submitted_at", { time: time(assessment.submitted_at) })}</p>}
      {assessment.returned_reason && <p className="notice warn">{t("mark.returned")}{marks().colon}{assessment.returned_reason}</p>}
      <MergedNote other={form.other} open={form.clashes.length} />
      <ol className="steps plain no-print">
        {[...steps.map((s) => s.title), t("assess.last")].map((title, i) => {
          const group = steps[i];
          const ready = group ? countAnswered(group.items, form.value) === group.items.length : false;
          return <li key={title}><button type="button" aria-current={i === step ? "step" : undefined} onClick={() => go(i)}>{ready && "✓ "}{title}</button></li>;
        })}
      </ol>
      {current
        ? <section className="card"><h2>{current.title}</h2>{current.items.map((item) => <FigureQuestion key={item.key} item={item} editable={editable} answer={form.value.items[item.key] ?? {}} form={form} change={(a) => form.change((now) => ({ ...now, items: { ...now.items, [item.key]: a } }))} />)}</section>
        : <LastStep steps={steps} answers={form.value} editable={editable} form={form} go={go} />}
      <ActionFault error={submit.error ?? form.fault} />
      <div className="row spread no-print">
        <Button disabled={step === 0} onClick={() => go(step - 1)}>{t("assess.previous")}</Button>
        {step < steps.length && <Button type="primary" ghost={done === total} onClick={() => go(step + 1)}>{t("assess.next")}</Button>}
      </div>
      {editable && (
        <div className="bottom-bar no-print" role="status">
          <strong className="tabular">{done}/{total}</strong>
          <SaveWords saving={form.saving} before={assessment.saved_at} />
          <Button type="primary" disabled={done < total} title={done < total ? t("assess.not_yet", { n: total - done }) : undefined} loading={submit.isPending} onClick={() => submit.mutate()}>{t("common.submit")}</Button>
        </div>
      )}
    </div>
  );
}
