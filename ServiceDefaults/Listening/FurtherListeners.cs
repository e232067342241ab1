using System.Net;
using Microsoft.AspNetCore.Builder;
using Workshop.ServiceDefaults.Settings;

namespace Workshop.ServiceDefaults.Listening;

/// <summary>Addresses of a service beside the application's own and its health's, such as the dashboard's for telemetry.</summary>
public static class FurtherListeners
{
    /// <param name="builder">After <c>AddServiceDefaults</c>.</param>
    /// <param name="key">The setting that says the address.</param>
    /// <param name="byDefault">Such as <c>127.0.0.1:4317</c>. In a pod, "every address" and "this machine" both mean the pod's own.</param>
    /// <exception cref="ServiceException">The setting is no address.</exception>
    public static IPEndPoint ListenAddress(this WebApplicationBuilder builder, string key, string byDefault)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var reader = new SettingsReader(builder.Configuration);
        var address = ListenPlan.Address(reader, key, byDefault);
        reader.ThrowIfWrong();
        return address.ToEndPoint(ServiceSettings.Of(builder).PodAddress);
    }
}
