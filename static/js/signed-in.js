// The window that a form opened to sign in: nothing is left to do in it.
if (window.opener) window.close();
