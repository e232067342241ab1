using System.Text.Json.Nodes;
using Workshop.Cluster.Loops.CronJobs;

namespace Workshop.Cluster.Registry.Rules.Batch;

internal sealed class CronJobRules : KindRules
{
    // A Job's name is the CronJob's and eleven characters of time.
    private const int LongestName = 52;

    public override bool CountsGenerations => true;

    public override string PodTemplate => "spec.jobTemplate.spec.template";

    public override bool NamesPods => true;

    public override JsonObject FirstStatus(JsonObject body) => [];

    public override IEnumerable<string> NameProblems(string name) =>
        name.Length > LongestName ? base.NameProblems(name).Append($"must be no more than {LongestName} characters") : base.NameProblems(name);

    public override void Default(JsonObject body)
    {
        var spec = body.Ensure("spec");
        spec.Default("concurrencyPolicy", "Allow");
        spec.Default("suspend", false);
        spec.Default("successfulJobsHistoryLimit", 3L);
        spec.Default("failedJobsHistoryLimit", 1L);
        var template = spec.Ensure("jobTemplate");
        var metadata = template.Ensure("metadata");
        if (!metadata.ContainsKey("creationTimestamp"))
        {
            metadata["creationTimestamp"] = null;
        }

        JobSpecRules.Default(template.Ensure("spec"));
    }

    public override void Validate(JsonObject body, JsonObject? old, FieldErrors errors)
    {
        var spec = body.Obj("spec")!;
        Schedule(spec.Str("schedule") ?? "", errors);
        NotNegative(spec, "startingDeadlineSeconds", errors);
        TimeZone(spec.Str("timeZone"), errors);
        if (spec.Str("concurrencyPolicy") is not ("Allow" or "Forbid" or "Replace") and var policy)
        {
            errors.Unsupported("spec.concurrencyPolicy", policy ?? "", "Allow", "Forbid", "Replace");
        }

        var job = spec.Obj("jobTemplate").Obj("spec")!;
        JobSpecRules.Validate(job, "spec.jobTemplate.spec", errors);
        if (job.Obj("selector") is { } selector)
        {
            errors.Invalid("spec.jobTemplate.spec.selector", new GoExpression(GoText.Selector(selector)), "`selector` will be auto-generated");
        }

        if (job.Flag("manualSelector") is true)
        {
            errors.Unsupported("spec.jobTemplate.spec.manualSelector", true, "nil", "false");
        }

        NotNegative(spec, "successfulJobsHistoryLimit", errors);
        NotNegative(spec, "failedJobsHistoryLimit", errors);
    }

    private static void NotNegative(JsonObject spec, string field, FieldErrors errors)
    {
        if (spec.Int(field) is < 0 and var negative)
        {
            errors.Invalid($"spec.{field}", negative, "must be greater than or equal to 0");
        }
    }

    private static void Schedule(string schedule, FieldErrors errors)
    {
        if (schedule.Length == 0)
        {
            errors.Required("spec.schedule");
        }
        else if (CronSchedule.Problem(schedule) is { } wrong)
        {
            errors.Invalid("spec.schedule", schedule, wrong);
        }
        else if (schedule.Contains("TZ", StringComparison.Ordinal))
        {
            errors.Invalid("spec.schedule", schedule, "cannot use TZ or CRON_TZ in schedule, use timeZone field instead");
        }
    }

    private static void TimeZone(string? zone, FieldErrors errors)
    {
        if (zone is null)
        {
            return;
        }

        if (zone.Length == 0)
        {
            errors.Invalid("spec.timeZone", zone, "timeZone must be nil or non-empty string");
        }
        else if (zone.Equals("Local", StringComparison.OrdinalIgnoreCase))
        {
            errors.Invalid("spec.timeZone", zone, "timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones");
        }
        else if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
        {
            errors.Invalid("spec.timeZone", zone, $"unknown time zone {zone}");
        }
    }
}
