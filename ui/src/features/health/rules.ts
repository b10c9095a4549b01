/** What each health rule is called. A rule is a file of the core; its test tells of one that has no name. */
import { m } from "../../i18n";

export const rules: Readonly<Record<string, () => string>> = {
  delegated_step_without_sop: m.health_rule_delegated_step_without_sop,
  uncovered_path: m.health_rule_uncovered_path,
  sop_for_kept_step: m.health_rule_sop_for_kept_step,
  process_without_ends: m.health_rule_process_without_ends,
  dead_end: m.health_rule_dead_end,
  unreachable_step: m.health_rule_unreachable_step,
  branch_without_label: m.health_rule_branch_without_label,
  step_without_role: m.health_rule_step_without_role,
  policy_too_long: m.health_rule_policy_too_long,
  policy_with_steps: m.health_rule_policy_with_steps,
  sop_with_decision: m.health_rule_sop_with_decision,
  sop_without_quality_standard: m.health_rule_sop_without_quality_standard,
  sop_too_long: m.health_rule_sop_too_long,
  instruction_length: m.health_rule_instruction_length,
  instruction_over_several_tools: m.health_rule_instruction_over_several_tools,
  step_without_screenshot: m.health_rule_step_without_screenshot,
  screenshot_without_alternative_text: m.health_rule_screenshot_without_alternative_text,
  redaction_only_blurred: m.health_rule_redaction_only_blurred,
  nothing_links_here: m.health_rule_nothing_links_here,
  past_review_date: m.health_rule_past_review_date,
  identical_steps: m.health_rule_identical_steps,
  title_without_action: m.health_rule_title_without_action,
};

/** A library that was checked by a newer program may tell of rules that are not known here. */
export const ruleName = (rule: string): string => rules[rule]?.() ?? rule.replaceAll("_", " ");
