using System.Globalization;
using CsCheck;
using Workshop.Cluster.Loops.CronJobs;

namespace Workshop.Cluster.Tests.Loops.CronJobs;

public sealed class CronScheduleTests
{
    [Theory]
    [InlineData("61 * * * *", "end of range (61) above maximum (59): 61")]
    [InlineData("every day", "expected exactly 5 fields, found 2: [every day]")]
    [InlineData("0 0 0 * *", "beginning of range (0) below minimum (1): 0")]
    [InlineData("5-2 * * * *", "beginning of range (5) beyond end of range (2): 5-2")]
    [InlineData("*/0 * * * *", "step of range should be a positive number: */0")]
    [InlineData("1-2-3 * * * *", "too many hyphens: 1-2-3")]
    [InlineData("*/1/2 * * * *", "too many slashes: */1/2")]
    [InlineData("x * * * *", "failed to parse int from x: strconv.Atoi: parsing \"x\": invalid syntax")]
    [InlineData("* * * * 7", "end of range (7) above maximum (6): 7")]
    [InlineData("@fortnightly", "unrecognized descriptor: @fortnightly")]
    [InlineData("@every often", "failed to parse duration @every often: time: invalid duration \"often\"")]
    [InlineData("@every 4294967296000m", "failed to parse duration @every 4294967296000m: time: invalid duration \"4294967296000m\"")]
    [InlineData("@every ٣s", "failed to parse duration @every ٣s: time: invalid duration \"٣s\"")]
    [InlineData("@every 90s", null)]
    [InlineData("0 0 29 2 *", null)]
    [InlineData("*/5 0-6,12 ? JAN-mar mon", null)]
    public void A_schedule_is_refused_in_Kubernetes_words(string schedule, string? problem) => Assert.Equal(problem, CronSchedule.Problem(schedule));

    [Theory]
    [InlineData("*/15 * * * *", "2026-01-02T12:01", "2026-01-02T12:15")]
    [InlineData("0 0 29 2 *", "2026-01-02T12:00", "2028-02-29T00:00")]
    [InlineData("@daily", "2026-01-02T12:00", "2026-01-03T00:00")]
    [InlineData("@every 1h30m", "2026-01-02T12:00", "2026-01-02T13:30")]
    [InlineData("0 0 13 * 5", "2026-01-02T12:00", "2026-01-09T00:00")]
    [InlineData("0 0 3 * 5", "2026-01-02T12:00", "2026-01-03T00:00")]
    [InlineData("0 0 */2 * 5", "2026-01-02T12:00", "2026-01-03T00:00")]
    public void The_next_time_is_the_first_one_after(string schedule, string from, string expected) => Assert.Equal(Utc(expected), CronSchedule.Parse(schedule, TimeZoneInfo.Utc).Next(Utc(from)));

    [Theory]
    [InlineData("30 2 * * *", "2026-03-28T12:00", "2026-03-29T01:00")] // half past two does not exist that night
    [InlineData("30 2 * * *", "2026-10-24T12:00", "2026-10-25T00:30")] // the first of two
    [InlineData("30 2 * * *", "2026-10-25T00:30", "2026-10-26T01:30")] // not the second
    [InlineData("30 * * * *", "2026-10-25T00:30", "2026-10-25T01:30")] // every hour means every hour
    public void A_change_of_clocks_loses_no_time_and_doubles_none(string schedule, string from, string expected) =>
        Assert.Equal(Utc(expected), CronSchedule.Parse(schedule, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")).Next(Utc(from)));

    [Fact]
    public void Whatever_is_not_refused_can_be_followed() => Fields.Sample(fields =>
    {
        var text = string.Join(' ', fields);
        Assert.True(CronSchedule.Problem(text) is not null || CronSchedule.Parse(text, TimeZoneInfo.Utc).Next(Utc("2026-01-02T12:00")) is null or { Second: 0 }, text);
    });

    private static readonly Gen<string> Field =
        from first in OneOf("*", "?", "0", "1", "5", "6", "12", "31", "59", "jan", "mon")
        from last in OneOf("", "", "-5", "-23", "-59", "-dec")
        from step in OneOf("", "", "/2", "/15", "/70")
        from more in OneOf("", "", ",3", ",7-9")
        select first + last + step + more;

    private static readonly Gen<string[]> Fields = Field.Array[5];

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static DateTime Utc(string text) => DateTime.ParseExact(text, "yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
