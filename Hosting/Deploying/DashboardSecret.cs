using System.Security.Cryptography;
using System.Text;
using k8s.Models;

namespace Workshop.Hosting.Deploying;

/// <summary>The tokens and keys of the overlay <c>dashboard</c>, in one Secret; never written into a file.</summary>
internal static class DashboardSecret
{
    public const string Name = "dashboard-access";

    /// <summary>Opens Aspire's dashboard.</summary>
    public const string TokenKey = "token";

    /// <summary>Opens the cluster page.</summary>
    public const string ClusterPageTokenKey = "cluster-page-token";

    /// <summary>Lets telemetry in.</summary>
    public const string OtlpKey = "otlp-key";

    /// <summary>The same as the header that senders are told.</summary>
    public const string OtlpHeadersKey = "otlp-headers";

    private const string OtlpHeader = "x-otlp-api-key";

    // 128 bits, written as hexadecimal digits: they stand in an address and in a header.
    private const int KeyLength = 16;

    public static V1Secret New()
    {
        var otlp = Random();
        return new V1Secret
        {
            Metadata = new V1ObjectMeta { Name = Name },
            Type = "Opaque",
            Data = new Dictionary<string, string> { [TokenKey] = Random(), [ClusterPageTokenKey] = Random(), [OtlpKey] = otlp, [OtlpHeadersKey] = $"{OtlpHeader}={otlp}" }
                .ToDictionary(pair => pair.Key, pair => Encoding.UTF8.GetBytes(pair.Value)),
        };
    }

    private static string Random() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyLength));
}
