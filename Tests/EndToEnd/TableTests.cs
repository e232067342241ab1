namespace Workshop.EndToEnd;

/// <summary>What the AppHost prints, and the file that says the same to scripts.</summary>
[Collection(CollectionsByName.Shared)]
public sealed class TableTests
{
    [SkippableFact]
    public async Task The_table_names_every_address_and_how_to_log_in()
    {
        var workshop = await SharedWorkshop.Get();

        Assert.All(
            [$"{workshop.Endpoints.Gateway}".TrimEnd('/'), $"{workshop.Endpoints.GatewayHttps}".TrimEnd('/'), $"{workshop.Endpoints.Api}".TrimEnd('/'), workshop.Endpoints.Kubeconfig, "curl", "-u user:password"],
            text => Assert.Contains(text, workshop.Process.Output, StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task Nothing_is_said_on_standard_error()
    {
        var workshop = await SharedWorkshop.Get();

        Assert.Empty(workshop.Process.Error);
    }

    [SkippableFact]
    public async Task The_kubeconfig_is_the_users_alone_and_has_two_contexts()
    {
        var workshop = await SharedWorkshop.Get();

        Assert.Equal("600", (await workshop.Shell("stat -c %a \"$KUBECONFIG\" 2>/dev/null || stat -f %Lp \"$KUBECONFIG\"")).Succeeded());
        Assert.Equal("labs\nworkshop", (await workshop.KubectlInLabs("config get-contexts -o name | sort")).Succeeded());
        Assert.Equal("labs", (await workshop.KubectlInLabs("config current-context")).Succeeded());
        Assert.Equal(workshop.Endpoints.Kubeconfig, Path.Combine(workshop.StateFolder, "kubeconfig"));
    }
}
