using System.Net;
using Microsoft.Extensions.Configuration;
using Workshop.ServiceDefaults.Settings;

namespace Workshop.ServiceDefaults.Listening;

/// <summary>Where this process listens: the application, its health, and where it offers that, TLS.</summary>
internal sealed record ListenPlan(IPEndPoint Http, IPEndPoint Health, IPEndPoint? Https)
{
    private const string NoHttps = "none";

    /// <summary>Decides from flags and settings, then from what ASP.NET Core's own variables say, then by default.</summary>
    /// <exception cref="ServiceException">An address is wrong; all findings at once.</exception>
    public static ListenPlan From(IConfiguration configuration, IPAddress? podIP, bool offersHttps)
    {
        var reader = new SettingsReader(configuration);
        var others = new PlatformAddresses(configuration);

        // The order of the model: first the application's endpoint, then health.
        var http = Address(reader, SettingKeys.Http, others.Http.ElementAtOrDefault(0) ?? "0.0.0.0:8080");
        var health = Address(reader, SettingKeys.Health, others.Http.ElementAtOrDefault(1) ?? "0.0.0.0:8081");
        var https = offersHttps && reader.Text(SettingKeys.Https) != NoHttps
            ? Address(reader, SettingKeys.Https, others.Https.ElementAtOrDefault(0) ?? "0.0.0.0:8443")
            : null;
        var plan = new ListenPlan(http.ToEndPoint(podIP), health.ToEndPoint(podIP), https?.ToEndPoint(podIP));
        reader.ThrowIfWrong();
        plan.FindSharedAddresses(reader);
        reader.ThrowIfWrong();
        return plan;
    }

    private void FindSharedAddresses(SettingsReader reader)
    {
        var all = new[] { (Key: SettingKeys.Http, Address: Http), (Key: SettingKeys.Health, Address: Health), (Key: SettingKeys.Https, Address: Https) };
        foreach (var shared in all.Where(one => one.Address is { Port: > 0 }).GroupBy(one => one.Address).Where(group => group.Count() > 1))
        {
            reader.Find($"{string.Join(" and ", shared.Select(one => one.Key))} both want '{shared.Key}'. Give each an address of its own.");
        }
    }

    internal static ListenAddress Address(SettingsReader reader, string key, string byDefault)
    {
        var text = reader.Text(key) ?? byDefault;
        if (!ListenAddress.TryParse(text, out var address, out var problem))
        {
            reader.Find($"{key}: '{text}' {problem}. Write an address such as '0.0.0.0:8080' or ':8080'.");
        }

        return address;
    }
}
