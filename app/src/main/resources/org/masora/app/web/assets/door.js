// Keeps the page's token where only this page finds it (a cookie would reach every port of this host), then moves on.
'use strict';
localStorage.setItem('masora.page', document.getElementById('door').dataset.token);
location.replace('/');
