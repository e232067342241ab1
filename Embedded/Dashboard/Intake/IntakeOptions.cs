using System.ComponentModel.DataAnnotations;

namespace Workshop.Dashboard.Intake;

/// <summary>Who may send telemetry, and how much at a time. The addresses are <c>Workshop:Otlp:Grpc</c> and <c>Workshop:Otlp:Http</c>.</summary>
public sealed class IntakeOptions
{
    public const string Section = "Workshop:Otlp";

    /// <value>What senders must give in the header x-otlp-api-key. Without one nothing is taken in, unless <see cref="AllowAnonymous"/> says so.</value>
    public string ApiKey { get; set; } = "";

    /// <value>Default false. True takes telemetry from anybody who reaches the address, when no key is set.</value>
    public bool AllowAnonymous { get; set; }

    /// <value>MiB of one request, unpacked; default 4, as OTLP's own exporters expect. Larger ones are refused.</value>
    [Range(1, 64)]
    public int MaxRequestMegabytes { get; set; } = 4;

    /// <value>Requests being read or waiting to be written at one time; default 64. Further ones are told to come again.</value>
    [Range(1, 1_000)]
    public int MaxRequests { get; set; } = 64;

    internal int MaxRequestBytes => MaxRequestMegabytes * 1024 * 1024;
}
