using System.Collections.Immutable;
using Workshop.AppHost.Labs;
using Workshop.Labs;
using Workshop.Labs.Desk;
using Workshop.Labs.Progress;

namespace Workshop.AppHost.Tests.Labs;

/// <summary>What a row shows of a lab.</summary>
public sealed class LabSnapshotTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 9, 0, 0, TimeSpan.Zero);
    private static readonly Lab Pods = Course.Labs[4];
    private static readonly Uri Guide = new("http://127.0.0.1:18880/login?t=x&returnUrl=%2Flabs%2F04-pods");

    [Fact]
    public void A_rows_state_is_the_learners()
    {
        LabProgress[] progress = [LabProgress.None, LabProgress.None.Begun(Now), Done()];

        Assert.Equal(
            [("not begun", KnownResourceStateStyles.Info), ("step 1 of 4", KnownResourceStateStyles.Info), ("done", KnownResourceStateStyles.Success)],
            progress.Select(one => Show(one).State).Select(state => (state!.Text, state.Style)));
    }

    [Fact]
    public void It_names_the_lab_and_its_next_step_and_keeps_its_place()
    {
        var row = Show(LabProgress.None.Seen("running", Now));

        Assert.Equal(["resource.parentName=labs", "resource.source=Pods", "lab.next=asked"], row.Properties.Select(property => $"{property.Name}={property.Value}"));
    }

    [Fact]
    public void Its_guide_is_a_link_where_there_is_a_page()
    {
        Assert.Equal(Guide.AbsoluteUri, Assert.Single(Show(LabProgress.None).Urls).Url);
        Assert.Empty(LabSnapshots.Show(Before(), Standing(LabProgress.None), null).Urls);
    }

    [Fact]
    public void The_row_above_counts()
    {
        var row = LabSnapshots.Show(LabSnapshots.Unread("Labs", "x"), [Standing(Done()), Standing(LabProgress.None)], null);

        Assert.Equal(("1 of 2 done", KnownResourceStateStyles.Info), (row.State!.Text, row.State.Style));
    }

    private static CustomResourceSnapshot Show(LabProgress progress) => LabSnapshots.Show(LabSnapshots.Show(Before(), Standing(LabProgress.None), null), Standing(progress), Guide);

    // As Aspire completes it from the relationship.
    private static CustomResourceSnapshot Before()
    {
        var unread = LabSnapshots.Unread("Lab", "pods");
        return unread with { Properties = ImmutableArray.Create(new ResourcePropertySnapshot("resource.parentName", "labs")).AddRange(unread.Properties) };
    }

    private static LabStanding Standing(LabProgress progress) => new(Pods, "Pods", progress);

    private static LabProgress Done() => Pods.Checks.Aggregate(LabProgress.None, (progress, check) => progress.Seen(check.Step, Now));
}
