using Workshop.Cluster.Kinds;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Tests.Registry;

/// <summary>Times as Go's parser takes them.</summary>
public sealed class TimeTests : IDisposable
{
    private const string Micro = "as \"2006-01-02T15:04:05.000000Z07:00\": cannot parse";

    private readonly TestRegistry _registry = new();

    [Theory]
    [InlineData("2026-01-02T03:04:05.678Z", Micro + " \".678Z\" as \".000000\"")]
    [InlineData("2026-01-02T03:04:05.123456789Z", Micro + " \"789Z\" as \"Z07:00\"")]
    [InlineData("2026-01-02T03:04:05Z", Micro + " \"Z\" as \".000000\"")]
    [InlineData("2026-01-02 03:04:05", Micro + " \" 03:04:05\" as \"T\"")]
    public void A_micro_time_has_six_digits(string time, string refusal)
    {
        var refused = Assert.Throws<StatusException>(() => Lease(time));

        Assert.Equal((400, $"Lease in version \"v1\" cannot be handled as a Lease: parsing time \"{time}\" {refusal}"), (refused.Code, refused.Message));
    }

    [Theory]
    [InlineData("2026-01-02T03:04:05.123456Z", "2026-01-02T03:04:05.123456Z")]
    [InlineData("2026-01-02T03:04:05.123456+02:00", "2026-01-02T01:04:05.123456Z")]
    public void Another_zone_is_converted(string given, string stored) => Assert.Equal(stored, Lease(given));

    [Theory]
    [InlineData("2026-01-02T03:04:05.999Z", "2026-01-02T03:04:05Z")]
    [InlineData("2026-01-02T03:04:05-01:30", "2026-01-02T04:34:05Z")]
    public void A_plain_time_drops_its_fraction(string given, string stored)
    {
        var made = _registry.Create(KindTable.Event, $$"""{"metadata":{"name":"e"},"involvedObject":{"namespace":"default"},"firstTimestamp":"{{given}}"}""");

        Assert.Equal(stored, made["firstTimestamp"]!.ToString());
    }

    [Theory]
    [InlineData("2026-13-02T03:04:05Z", "parsing time \"2026-13-02T03:04:05Z\": month out of range")]
    [InlineData("2026-02-30T03:04:05Z", "parsing time \"2026-02-30T03:04:05Z\": day out of range")]
    [InlineData("2026-01-02T03:04:05Zx", "parsing time \"2026-01-02T03:04:05Zx\": extra text: \"x\"")]
    [InlineData("now", "parsing time \"now\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"now\" as \"2006\"")]
    public void What_is_no_time_is_refused_in_Gos_words(string given, string refusal)
    {
        var refused = Assert.Throws<StatusException>(() =>
            _registry.Create(KindTable.Event, $$"""{"metadata":{"name":"e"},"involvedObject":{"namespace":"default"},"firstTimestamp":"{{given}}"}"""));

        Assert.EndsWith(refusal, refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _registry.Dispose();

    private string Lease(string renewed) => _registry.Create(KindTable.Lease, $$$"""{"metadata":{"name":"l"},"spec":{"renewTime":"{{{renewed}}}"}}""")["spec"]!["renewTime"]!.ToString();
}
