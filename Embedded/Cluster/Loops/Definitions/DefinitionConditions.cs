using System.Text.Json.Nodes;
using Workshop.Cluster.Registry;
using Workshop.Cluster.Registry.Rules.Definitions;

namespace Workshop.Cluster.Loops.Definitions;

/// <summary>The conditions of a definition, in Kubernetes' words. A condition that stays keeps its time.</summary>
internal static class DefinitionConditions
{
    private const string True = "True";
    private const string False = "False";

    public static JsonArray For(JsonObject definition, NamesPlan names, string now)
    {
        var conditions = Present(definition);
        Set(conditions, "NamesAccepted", names.AllAccepted ? True : False, names.Reason, names.Message, now);

        // Once established it stays so, whatever becomes of its names.
        if (!DefinitionRules.IsEstablished(definition))
        {
            if (names.AllAccepted)
            {
                Set(conditions, "Established", True, "InitialNamesAccepted", "the initial names have been accepted", now);
            }
            else
            {
                Set(conditions, "Established", False, "NotAccepted", "not all names are accepted", now);
            }
        }

        if (GroupValidation.IsProtected(definition.Obj("spec").Str("group") ?? ""))
        {
            Approve(conditions, definition.Obj("metadata").Obj("annotations").Str(GroupValidation.Approval), now);
        }

        return conditions;
    }

    public static JsonArray Terminating(JsonObject definition, bool isDone, string now)
    {
        var conditions = Present(definition);
        if (isDone)
        {
            Set(conditions, "Terminating", False, "InstanceDeletionCompleted", "removed all instances", now);
        }
        else
        {
            Set(conditions, "Terminating", True, "InstanceDeletionInProgress", "CustomResource deletion is in progress", now);
        }

        return conditions;
    }

    private static JsonArray Present(JsonObject definition) => definition.Obj("status").Arr("conditions")?.DeepClone().AsArray() ?? [];

    private static void Approve(JsonArray conditions, string? approval, string now)
    {
        const string Type = "KubernetesAPIApprovalPolicyConformant";
        if (GroupValidation.IsUrl(approval))
        {
            Set(conditions, Type, True, "ApprovedAnnotation", $"approved in {approval}", now);
        }
        else
        {
            Set(conditions, Type, False, "UnapprovedAnnotation", $"not approved: {GoText.Quote(approval ?? "")}", now);
        }
    }

    private static void Set(JsonArray conditions, string type, string status, string reason, string message, string now)
    {
        var before = conditions.OfType<JsonObject>().FirstOrDefault(condition => condition.Str("type") == type);
        if (before is not null && before.Str("status") == status && before.Str("reason") == reason && before.Str("message") == message)
        {
            return;
        }

        var condition = new JsonObject
        {
            ["type"] = type,
            ["status"] = status,
            ["lastTransitionTime"] = before?.Str("status") == status ? before.Str("lastTransitionTime") : now,
            ["reason"] = reason,
            ["message"] = message,
        };
        if (before is null)
        {
            conditions.Add(condition);
        }
        else
        {
            conditions[conditions.IndexOf(before)] = condition;
        }
    }
}
