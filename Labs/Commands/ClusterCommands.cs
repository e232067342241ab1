using System.CommandLine;
using Workshop.Labs.Certificates;

namespace Workshop.Labs.Commands;

/// <summary><c>certs</c> and <c>images</c>: what labs need and cannot say in kubectl alone.</summary>
internal static class ClusterCommands
{
    public static Command Certs(CommonOptions options)
    {
        var output = new Option<string>("--output", "-o") { Description = "The folder for ca.pem, cert.pem and key.pem.", HelpName = "FOLDER", DefaultValueFactory = _ => "tls" };
        var names = new Option<string[]>("--name") { Description = "A name or address that the certificate is for, beside localhost and 127.0.0.1.", HelpName = "NAME" };
        var command = new Command("certs", "Makes a certificate for the TLS labs, and an authority of your own that signs it. Again: a new certificate by the same authority.") { output, names };
        command.SetAction(parsed =>
        {
            var context = options.Of(parsed);
            var folder = Path.GetFullPath(parsed.GetValue(output)!);
            LearnerCertificates.Write(folder, parsed.GetValue(names) ?? [], context.Time.GetUtcNow());
            context.Screen.Line($"{folder}: ca.pem (trust this one), cert.pem, key.pem; ca-key.pem signs the next.");
            return ExitCodes.Green;
        });
        return command;
    }

    public static Command Images(CommonOptions options)
    {
        var command = new Command("images", "Lists the images that your cluster's nodes have.");
        command.SetAction(async (parsed, ct) =>
        {
            var context = options.Of(parsed);
            using var cluster = context.Access().Connect(context.Time);
            var names = (await cluster.Nodes(ct)).SelectMany(node => node.Status?.Images ?? []).SelectMany(image => image.Names ?? []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
            foreach (var name in names)
            {
                context.Screen.Line(name);
            }

            if (names.Count == 0)
            {
                context.Screen.Line("The nodes name none. The embedded cluster has workshop/hello, workshop/auth, workshop/monolith, workshop/gateway (1.0.0, 2.0.0, and 3.0.0, which is broken), redis and busybox.");
            }

            return ExitCodes.Green;
        });
        return command;
    }
}
