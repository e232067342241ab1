using Microsoft.Extensions.Configuration;
using Workshop.ServiceDefaults.Logging;
using Workshop.ServiceDefaults.Settings;

namespace Workshop.ServiceDefaults.Tests.Settings;

public class ServiceSettingsTests
{
    [Fact]
    public void Defaults_are_those_of_the_contract()
    {
        var settings = ServiceSettings.From(new ConfigurationBuilder().Build());

        Assert.Equal(("1.0.0", false, TimeSpan.FromSeconds(2), LogFormat.Plain), (settings.Version, settings.Lab, settings.DrainDelay, settings.LogFormat));
    }

    [Fact]
    public void All_wrong_values_are_found_at_once()
    {
        var wrong = new Dictionary<string, string?>
        {
            ["Workshop:Lab"] = "yes",
            ["Workshop:DrainDelay"] = "2s",
            ["Workshop:LogFormat"] = "1",
            ["WORKSHOP_POD_IP"] = "here",
        };

        var mistake = Assert.Throws<ServiceException>(() => ServiceSettings.From(new ConfigurationBuilder().AddInMemoryCollection(wrong).Build()));

        Assert.All(wrong, pair => Assert.Contains($"{pair.Key}: '{pair.Value}' is", mistake.Message, StringComparison.Ordinal));
    }
}
