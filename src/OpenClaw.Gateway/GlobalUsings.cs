// The gate is nested in the type it alone may construct; everyone calls it by its own name.
global using Gate = OpenClaw.Policy.GrantedCall.Gate;
